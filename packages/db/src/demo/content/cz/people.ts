import { words } from '../card.ts';
import type { DemoPeople } from '../types.ts';

export const PEOPLE: DemoPeople = {
  women: {
    given: words(`
      Adéla Alena Andrea Anežka Anna Barbora Denisa Eliška Eva Gabriela Helena Ivana Jitka Kamila Karolína Klára
      Kristýna Lenka Lucie Magdaléna Marie Markéta Martina Michaela Monika Nikola Pavla Petra Simona Šárka Zdeňka Zuzana
    `),
    family: words(`
      Bartošová Beranová Blažková Čermáková Černá Doležalová Fialová Hájková Holubová Jelínková Kadlecová Kolářová
      Kopecká Kratochvílová Malá Marková Moravcová Musilová Navrátilová Pospíšilová Řezníčková Sedláčková Soukupová
      Svobodová Šimková Štěpánková Tichá Urbanová Vlčková Zemanová
    `),
  },
  men: {
    given: words(`
      Antonín Daniel David Dominik Filip Jakub Jan Jaroslav Jiří Josef Karel Libor Lukáš Marek Martin Matěj Michal
      Milan Miroslav Ondřej Patrik Pavel Petr Radek Roman Stanislav Šimon Tomáš Václav Vojtěch Zdeněk
    `),
    family: words(`
      Bartoš Beran Blažek Čermák Černý Doležal Fiala Hájek Holub Jelínek Kadlec Kolář Kopecký Kratochvíl Malý Marek
      Moravec Musil Navrátil Pospíšil Řezníček Sedláček Soukup Svoboda Šimek Štěpánek Tichý Urban Vlček Zeman
    `),
  },
  surnames: 1,
  phones: [
    '+420 602 ### ###',
    '+420 603 ### ###',
    '+420 606 ### ###',
    '+420 720 ### ###',
    '+420 724 ### ###',
    '+420 731 ### ###',
    '+420 737 ### ###',
    '+420 775 ### ###',
    '+420 777 ### ###',
  ],
  address: { form: '{street} {house}', houses: [1, 62] },
  bankAccount: 'CZ%%08000000192#########',
  taxId: '86051#/####',
  hourlyWageMinor: 19_500,
};
