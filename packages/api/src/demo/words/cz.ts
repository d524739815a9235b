import { type DayWords, tillRoll } from './types.ts';

export const CZ: DayWords = {
  soldOut: 'Hovězí guláš',
  priced: { dish: 'Svíčková na smetaně', wrongMinor: 79_200, rightMinor: 27_900 },
  edited: { dish: 'Kulajda', description: 'Houby od pana Hrušky, kopr, zastřené vejce' },
  created: {
    category: 'Hlavní jídla',
    name: 'Rajská s hovězím',
    description: 'Hovězí ribstejk, houskový knedlík',
    priceMinor: 23_900,
    allergens: ['gluten', 'eggs', 'milk', 'celery'],
  },
  typo: 'borsc-pierogi-2026',
  oldTill: {
    source: 'stara-pokladna',
    file: 'vecer-bez-internetu.csv',
    delimiter: ';',
    header: ['Účtenka', 'Čas', 'Množství', 'Položka', 'Poznámka', 'Celkem'],
    lines: tillRoll(`
      2087 | 19:12 | 2 | Svíčková na smetaně | knedlíky navíc | 538,00
      2087 | 19:12 | 4 | Světlý ležák 12° | | 288,00
      2088 | 19:20 | 1 | Nakládaný hermelín | | 129,00
      2088 | 19:20 | 2 | Tmavý ležák | | 150,00
      2089 | 19:31 | 0 | Tatarský biftek | topinky navíc | 285,00
      2090 | 19:44 | 2 | Smažený sýr | | 450,00
      2090 | 19:44 | 2 | Kofola čepovaná | bez ledu | 124,00
      2091 | 19:58 | 3 | Slivovice | | 285,00
    `),
  },
};
