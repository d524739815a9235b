import { HABITS } from './cz/habits.ts';
import { MENU, SPECIALS } from './cz/menu.ts';
import { PEOPLE } from './cz/people.ts';
import type { DemoContent } from './types.ts';

export const BISTRO_PRAHA: DemoContent = {
  slug: 'bistro-praha',
  name: 'Bistro U Kaštanu',
  country: 'CZ',
  currency: 'CZK',
  locale: 'cs-CZ',
  timezone: 'Europe/Prague',
  cell: 'eu-1',
  locations: [
    {
      slug: 'vinohrady',
      name: 'Vinohrady',
      city: 'Praha',
      pricePercent: 100,
      busyPercent: 100,
      streets: [
        'Mánesova',
        'Korunní',
        'Slezská',
        'Americká',
        'Blanická',
        'Londýnská',
        'Polská',
        'Budečská',
      ],
      postcode: '120 00',
    },
    {
      slug: 'karlin',
      name: 'Karlín',
      city: 'Praha',
      pricePercent: 105,
      busyPercent: 80,
      streets: ['Křižíkova', 'Sokolovská', 'Šaldova', 'Thámova', 'Pernerova', 'Vítkova'],
      postcode: '186 00',
    },
  ],
  staff: {
    owner: 'Jana Novotná',
    owner2: 'Martin Dvořák',
    manager: 'Lucie Procházková',
    officer: 'Tereza Kučerová',
    operator: 'Veronika Veselá',
    cook: 'Petr Horák',
    packer: 'Adéla Němcová',
    courier: 'Jakub Marek',
    cashier: 'Kristýna Pokorná',
    marketing: 'Barbora Králová',
    accountant: 'Hana Růžičková',
    hr: 'Lenka Benešová',
  },
  menu: MENU,
  specials: SPECIALS,
  habits: HABITS,
  people: PEOPLE,
  phrases: {
    kitchenNotes: {
      any: ['Bez cibule, alergie', 'Alergie na ořechy', 'Méně soli', 'Bez lepku, pokud to jde'],
      dine_in: ['Polévku s hlavním jídlem', 'Dětská porce', 'Všechno najednou', 'Spěchají'],
      takeaway: ['Omáčky zvlášť'],
      delivery: ['Bez příborů', 'Příbory pro dva'],
    },
    doorNotes: [
      'Zvonek Novotný',
      'Zavolat před domem',
      'Nechat na vrátnici',
      '4. patro, výtah nejede',
      'Vchod ze dvora',
      'Zvonek nefunguje, prozvonit',
    ],
    cancelReasons: {
      any: ['Host si to rozmyslel', 'Zadáno dvakrát', 'Jídlo došlo'],
      dine_in: ['Hosté si přesedli', 'Hosté odešli, nechtěli čekat'],
      takeaway: ['Host nestihl přijít', 'Host objednal na druhé pobočce'],
      delivery: ['Špatná adresa', 'Moc dlouhé čekání na rozvoz', 'Nebere telefon'],
    },
    voidReasons: {
      any: ['Připálené', 'Host nechtěl déle čekat', 'Nezohledněná alergie'],
      dine_in: ['Spletený stůl', 'Vydáno jiné jídlo', 'Spadlo při vydávání'],
      takeaway: ['Host si nepřišel'],
      delivery: ['Adresa mimo rozvoz', 'Rozlilo se cestou'],
    },
  },
};
