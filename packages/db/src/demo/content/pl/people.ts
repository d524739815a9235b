import { words } from '../card.ts';
import type { DemoPeople } from '../types.ts';

/** Family names that do not change with the person who carries them. */
const PLAIN = words(`
  Adamczyk Bąk Duda Jaworek Kaczmarek Kubiak Kurek Lis Madej Michalak Nowak Olszak Pawlak Piętka Rybak Sikora Stachura
  Szczepaniak Urban Wilk Wójcik Woźniak Wrona Zając
`);

const both = (stems: readonly string[], ending: string): readonly string[] => [
  ...stems.map((stem) => `${stem}${ending}`),
  ...PLAIN,
];

const STEMS = words(`
  Dąbrowsk Jabłońsk Jankowsk Kamińsk Kowalsk Kozłowsk Krajewsk Lewandowsk Majewsk Malinowsk Piotrowsk Szymańsk
  Wiśniewsk Wysock Zielińsk
`);

export const PEOPLE: DemoPeople = {
  women: {
    given: words(`
      Agata Agnieszka Aleksandra Alicja Amelia Anna Barbara Beata Dominika Dorota Emilia Ewa Gabriela Hanna Iga Izabela
      Joanna Karolina Kinga Magdalena Maja Małgorzata Maria Marta Monika Natalia Oliwia Patrycja Sylwia Weronika Zofia
    `),
    family: both(STEMS, 'a'),
  },
  men: {
    given: words(`
      Adam Andrzej Antoni Bartosz Damian Dawid Filip Grzegorz Hubert Jakub Jan Kamil Karol Konrad Krzysztof Łukasz
      Maciej Marcin Marek Mateusz Michał Paweł Piotr Przemysław Rafał Robert Sebastian Stanisław Szymon Tomasz Wojciech
    `),
    family: both(STEMS, 'i'),
  },
  surnames: 1,
  phones: [
    '+48 501 ### ###',
    '+48 512 ### ###',
    '+48 533 ### ###',
    '+48 574 ### ###',
    '+48 602 ### ###',
    '+48 664 ### ###',
    '+48 695 ### ###',
    '+48 728 ### ###',
    '+48 784 ### ###',
    '+48 886 ### ###',
  ],
  address: { form: '{street} {house}', houses: [1, 48] },
  bankAccount: 'PL%%10202892000012##########',
  taxId: '8#051######',
  hourlyWageMinor: 3_450,
};
