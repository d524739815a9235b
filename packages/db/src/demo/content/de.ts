import { HABITS } from './de/habits.ts';
import { MENU, SPECIALS } from './de/menu.ts';
import { PEOPLE } from './de/people.ts';
import type { DemoContent } from './types.ts';

export const WIRTSHAUS_BERLIN: DemoContent = {
  slug: 'wirtshaus-berlin',
  name: 'Wirtshaus Zur Linde',
  country: 'DE',
  currency: 'EUR',
  locale: 'de-DE',
  timezone: 'Europe/Berlin',
  cell: 'eu-1',
  locations: [
    {
      slug: 'kreuzberg',
      name: 'Kreuzberg',
      city: 'Berlin',
      pricePercent: 100,
      busyPercent: 100,
      streets: [
        'Bergmannstraße',
        'Gneisenaustraße',
        'Mehringdamm',
        'Zossener Straße',
        'Nostitzstraße',
        'Riemannstraße',
        'Solmsstraße',
      ],
      postcode: '10961',
    },
    {
      slug: 'prenzlauer-berg',
      name: 'Prenzlauer Berg',
      city: 'Berlin',
      pricePercent: 105,
      busyPercent: 80,
      streets: [
        'Kastanienallee',
        'Schönhauser Allee',
        'Oderberger Straße',
        'Sredzkistraße',
        'Kollwitzstraße',
        'Choriner Straße',
      ],
      postcode: '10435',
    },
  ],
  staff: {
    owner: 'Sabine Hoffmann',
    owner2: 'Thomas Krüger',
    manager: 'Julia Schneider',
    officer: 'Claudia Neumann',
    operator: 'Lena Vogel',
    cook: 'Stefan Braun',
    packer: 'Mia Schreiber',
    courier: 'Jonas Becker',
    cashier: 'Laura Zimmermann',
    marketing: 'Nina Hartmann',
    accountant: 'Petra Lange',
    hr: 'Kerstin Werner',
  },
  menu: MENU,
  specials: SPECIALS,
  habits: HABITS,
  people: PEOPLE,
  phrases: {
    kitchenNotes: {
      any: ['Ohne Zwiebeln, Allergie', 'Nussallergie!', 'Wenig Salz', 'Glutenfrei, soweit möglich'],
      dine_in: [
        'Suppe zusammen mit dem Hauptgang',
        'Kinderportion',
        'Bitte alles zusammen',
        'Gäste haben es eilig',
      ],
      takeaway: ['Sauce getrennt einpacken'],
      delivery: ['Ohne Besteck', 'Besteck für zwei'],
    },
    doorNotes: [
      'Hinterhaus, 3. OG',
      'Bitte anrufen, Klingel defekt',
      'Beim Nachbarn abgeben',
      'Seitenflügel links, 2. OG',
      'An der Rezeption abgeben',
      'Klingel Praxis, Erdgeschoss',
    ],
    cancelReasons: {
      any: ['Gast hat es sich anders überlegt', 'Doppelt eingegeben', 'Gericht ist aus'],
      dine_in: ['Gäste haben sich umgesetzt', 'Gäste sind gegangen'],
      takeaway: ['Nicht abgeholt', 'Gast wollte im anderen Haus bestellen'],
      delivery: [
        'Falsche Lieferadresse',
        'Wartezeit auf Lieferung zu lang',
        'Gast geht nicht ans Telefon',
      ],
    },
    voidReasons: {
      any: ['Angebrannt', 'Wartezeit zu lang', 'Allergie nicht beachtet'],
      dine_in: ['Falscher Tisch', 'Falsches Gericht serviert', 'Beim Servieren heruntergefallen'],
      takeaway: ['Gast kam nicht zur Abholung'],
      delivery: ['Adresse außerhalb des Liefergebiets', 'Unterwegs ausgelaufen'],
    },
  },
};
