import { ZCreateMenuItemInput } from '@toster/contracts/schemas/menu';
import { ZCreateOrderInput } from '@toster/contracts/schemas/orders';
import { TAX_RULES } from '@toster/contracts/tax';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../testing/factories/rng.ts';
import { bankAccount, guestEmail, latin, taxId } from '../people.ts';
import { card } from './card.ts';
import { DEMO_ORGS } from './demo-orgs.ts';
import type { DemoContent, Dish, Stretch } from './types.ts';

const ZDish = ZCreateMenuItemInput.pick({ name: true, description: true, priceMinor: true });
const ZDelivery = ZCreateOrderInput.shape.delivery;

const cardsOf = (content: DemoContent) => [
  ...content.menu,
  ...Object.values(content.specials.dishes).map((dishes) => ({ ...content.specials, dishes })),
];
const dishesOf = (content: DemoContent): readonly Dish[] =>
  cardsOf(content).flatMap(({ dishes }) => dishes);
const minutes = (time: string) => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
};

describe('a menu card', () => {
  it('is read line by line, the price in major units', () => {
    expect(
      card(`\n Borsch | Red, with beef | 189.50 | gluten milk | no cream; extra garlic\n`),
    ).toEqual([
      {
        name: 'Borsch',
        description: 'Red, with beef',
        priceMinor: 18_950,
        allergens: ['gluten', 'milk'],
        wishes: ['no cream', 'extra garlic'],
      },
    ]);
    expect(card('Tea | | 75')).toEqual([
      { name: 'Tea', description: '', priceMinor: 7_500, allergens: [], wishes: [] },
    ]);
  });

  it.each([
    ['no price', 'Tea'],
    ['a price in words', 'Tea | hot | cheap'],
    ['a price with one decimal', 'Tea | hot | 7.5'],
    ['an allergen the law does not know', 'Tea | hot | 75 | happiness'],
    ['no name', ' | hot | 75'],
    ['a field too many', 'Tea | hot | 75 | milk | no ice | more'],
  ])('is refused with %s', (_, line) => {
    expect(() => card(line)).toThrow(RangeError);
  });
});

describe.each(DEMO_ORGS.map((content) => [content.slug, content] as const))('%s', (_, content) => {
  it('sells what the API would take: names, prices, tax classes of its country', () => {
    const classes = Object.keys(TAX_RULES[content.country].classes);
    for (const { taxClass } of cardsOf(content)) expect(classes).toContain(taxClass);
    for (const dish of dishesOf(content)) {
      const { name, description, priceMinor } = dish;
      expect(ZDish.safeParse({ name, description, priceMinor }), name).toMatchObject({
        success: true,
      });
      expect(new Set(dish.allergens).size, name).toBe(dish.allergens.length);
      expect(priceMinor, name).toBeGreaterThan(100);
      for (const wish of dish.wishes) expect(wish.length, wish).toBeLessThanOrEqual(80);
    }
  });

  it('offers 40 to 60 dishes and drinks, none of them twice, and some more in each season', () => {
    const everyday = content.menu.flatMap(({ dishes }) => dishes);
    for (const dishes of Object.values(content.specials.dishes)) {
      const names = [...everyday, ...dishes].map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(names.length).toBeGreaterThanOrEqual(40);
      expect(names.length).toBeLessThanOrEqual(60);
    }
  });

  it('has a day of stretches that follow each other, and something to eat at each of its meals', () => {
    const days: readonly (readonly Stretch[])[] = [content.habits.weekday, content.habits.weekend];
    for (const day of days) {
      for (const [index, [from, to, meal]] of day.entries()) {
        expect(minutes(from)).toBeLessThan(minutes(to));
        expect(minutes(from)).toBeGreaterThanOrEqual(minutes(day[index - 1]?.[1] ?? '00:00'));
        const appetite = content.menu.reduce((sum, each) => sum + (each.appetite[meal] ?? 0), 0);
        expect(appetite).toBeGreaterThan(1);
      }
    }
  });

  it('seats its largest party indoors', () => {
    const most = Math.max(...content.habits.parties.map(([guests]) => guests));
    const indoors = content.habits.rooms.filter((room) => !room.outdoors);
    expect(Math.max(...indoors.map(({ seats }) => seats))).toBeGreaterThanOrEqual(most);
  });

  it('reaches guests at numbers and doors the API would take', () => {
    const rng = createRng(content.slug);
    for (const pattern of content.people.phones) {
      const phone = pattern.replaceAll('#', () => rng.digits(1));
      for (const doorNote of content.phrases.doorNotes) {
        const delivery = { phone, doorNote, line: 'x', city: 'x' };
        expect(ZDelivery.safeParse(delivery), `${phone} ${doorNote}`).toMatchObject({
          success: true,
        });
      }
    }
  });

  it('can put every name into an e-mail address', () => {
    const rng = createRng(content.slug);
    const { women, men } = content.people;
    for (const name of [...women.given, ...men.given, ...women.family, ...men.family]) {
      expect(latin(name), name).toMatch(/^[a-z]{2,}$/);
      expect(guestEmail(rng, `${name} ${name}`)).toMatch(/^[a-z.]+\d*@example\.(com|org|net)$/);
    }
  });

  it('names twelve different people', () => {
    expect(new Set(Object.values(content.staff)).size).toBe(12);
  });
});

describe('what nobody reads twice is right all the same', () => {
  const LENGTHS: Readonly<Record<string, number>> = { UA: 29, PL: 28, CZ: 24, DE: 22, ES: 24 };

  it.each(
    DEMO_ORGS.filter(({ country }) => country in LENGTHS).map((each) => [each.country, each]),
  )(
    'a bank account in %s has the length and the check digits of an IBAN',
    (country, { people }) => {
      const iban = bankAccount(createRng('bank'), people);
      expect(iban).toMatch(new RegExp(`^${country}\\d+$`));
      expect(iban).toHaveLength(LENGTHS[country] ?? 0);
      const moved = `${iban.slice(4)}${iban.slice(0, 4)}`;
      const number = moved.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
      expect(BigInt(number) % 97n).toBe(1n);
    },
  );

  it('a Spanish tax number ends with its letter', () => {
    const madrid = DEMO_ORGS.find(({ country }) => country === 'ES');
    if (!madrid) throw new Error('no restaurant in Spain');
    const [, digits = '', letter] =
      /^(\d{8})([A-Z])$/.exec(taxId(createRng('dni'), madrid.people)) ?? [];
    // 12345678Z is the specimen of the Ministry of the Interior.
    expect('TRWAGMYFPDXBNJZSQVHLCKE'[12_345_678 % 23]).toBe('Z');
    expect('TRWAGMYFPDXBNJZSQVHLCKE'[Number(digits) % 23]).toBe(letter);
  });

  it('a Ukrainian name is written as in a passport', () => {
    expect(latin('Соломія Гончар')).toBe('solomiia honchar');
    expect(latin('Łukasz Wiśniewski')).toBe('lukasz wisniewski');
  });
});
