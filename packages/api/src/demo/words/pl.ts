import { type DayWords, tillRoll } from './types.ts';

export const PL: DayWords = {
  soldOut: 'Placki po węgiersku',
  priced: { dish: 'Kotlet schabowy', wrongMinor: 8_400, rightMinor: 4_800 },
  edited: {
    dish: 'Żurek w chlebie',
    description: 'Na zakwasie z naszej piwnicy, biała kiełbasa, jajko, chrzan',
  },
  created: {
    category: 'Zupy',
    name: 'Krupnik',
    description: 'Kasza jęczmienna, suszone grzyby, żeberko',
    priceMinor: 2_300,
    allergens: ['gluten', 'celery'],
  },
  typo: 'barszcz-pierogi-2026',
  oldTill: {
    source: 'stara-kasa',
    file: 'wieczor-bez-internetu.csv',
    delimiter: ';',
    header: ['Paragon', 'Czas', 'Ilość', 'Danie', 'Uwagi', 'Wartość'],
    lines: tillRoll(`
      P/0311 | 19:40 | 2 | Pierogi ruskie | z cebulką | 68,00
      P/0311 | 19:40 | 2 | Piwo jasne | | 38,00
      P/0312 | 19:46 | 1 | Żurek w chlebie | bez jajka | 32,00
      P/0312 | 19:46 | 1 | Kompot z suszu | | 12,00
      P/0313 | 19:52 | 1 | Tatar wołowy | | za darmo
      P/0314 | 19:58 | 3 | Pierogi z mięsem | smażone | 114,00
      P/0314 | 19:58 | 1 | Deska wędlin | | 49,00
      P/0315 | 20:10 | 2 | Sernik krakowski | | 48,00
      P/0315 | 20:10 | 2 | Cappuccino | | 32,00
    `),
  },
};
