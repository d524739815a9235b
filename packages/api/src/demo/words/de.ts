import { type DayWords, tillRoll } from './types.ts';

export const DE: DayWords = {
  soldOut: 'Schweinebraten',
  priced: { dish: 'Schnitzel Wiener Art', wrongMinor: 9_150, rightMinor: 1_950 },
  edited: {
    dish: 'Königsberger Klopse',
    description: 'Nach Rezept der Großmutter, Kapernsauce, Salzkartoffeln, Rote Bete',
  },
  created: {
    category: 'Hauptgerichte',
    name: 'Kohlroulade',
    description: 'Specksauce, Salzkartoffeln',
    priceMinor: 1_790,
    allergens: ['gluten', 'eggs', 'milk', 'mustard'],
  },
  typo: 'borschtsch-pierogi-2026',
  oldTill: {
    source: 'alte-kasse',
    file: 'abend-ohne-internet.csv',
    delimiter: ';',
    header: ['Bon', 'Zeit', 'Menge', 'Artikel', 'Wunsch', 'Summe'],
    lines: tillRoll(`
      5121 | 19:03 | 2 | Königsberger Klopse | ohne Kapern | 37,00
      5121 | 19:03 | 2 | Pils vom Fass | | 10,40
      5122 | 19:09 | 1 | Berliner Currywurst | scharf | 12,50
      5122 | 19:09 | 1 | Apfelschorle | | 4,60
      5123 | 19:17 | 2 | | | 31,00
      5124 | 19:26 | 1 | Sauerbraten | Sauce extra | 22,50
      5124 | 19:26 | 1 | Käsespätzle | | 15,50
      5124 | 19:26 | 2 | Riesling | | 15,80
      5125 | 19:41 | 2 | Apfelstrudel | | 17,80
    `),
  },
};
