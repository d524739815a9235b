import { ALLERGENS } from '@toster/contracts/allergens';
import { toDecimal } from '@toster/contracts/money';
import { isTaxCountry, TAX_RULES } from '@toster/contracts/tax';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileRecord } from '../table/read-records.ts';
import { splitFields } from '../table/split-fields.ts';
import { type MenuTable, readMenuLine } from './read-menu-line.ts';
import { readAllergens, readAvailable, readTaxClass } from './read-words.ts';
import { ALLERGEN_WORDS } from './words.ts';

const table: MenuTable = {
  columns: {
    external_id: 0,
    category: 1,
    name: 2,
    description: 3,
    price: 4,
    tax_class: 5,
    allergens: 6,
    available: 7,
  },
  defaults: {},
  country: 'PL',
  currency: 'PLN',
};
const record = (fields: readonly string[]): FileRecord => ({
  firstLine: 2,
  lastLine: 2,
  raw: fields.join(';'),
  fields,
});
const read = (...fields: readonly string[]) => readMenuLine(record(fields), table);

describe('the allergens of a dish', () => {
  const anyWord = fc.constantFrom(...ALLERGENS).chain((allergen) =>
    fc
      .constantFrom(String(ALLERGENS.indexOf(allergen) + 1), ...ALLERGEN_WORDS[allergen])
      .chain((word) => fc.constantFrom(word, word.toUpperCase(), ` ${word} `, `${word} (traces)`))
      .map((word) => ({ allergen, word })),
  );

  it('are read by any of their words or numbers, in any order and case, as the regulation lists them', () => {
    fc.assert(
      fc.property(
        fc.array(anyWord, { minLength: 1, maxLength: 14 }),
        fc.constantFrom(', ', ';', ' / ', '|', '\n', ' + '),
        (words, between) => {
          const text = words.map(({ word }) => word).join(between);
          const meant = new Set(words.map(({ allergen }) => allergen));
          expect(readAllergens(text)).toEqual({
            value: ALLERGENS.filter((allergen) => meant.has(allergen)),
          });
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('are never lost: one word that is none of them makes a problem of the line', () => {
    fc.assert(
      fc.property(
        fc.array(anyWord, { maxLength: 5 }),
        fc.constantFrom('peanu', '15', 'gluten milk', 'хліб', 'x'),
        fc.nat(5),
        (words, stranger, at) => {
          const parts = words.map(({ word }) => word);
          parts.splice(at, 0, stranger);
          expect(readAllergens(parts.join(','))).toEqual({
            problem: { code: 'unknown_allergen', field: 'allergens' },
          });
        },
      ),
    );
  });

  it('may be said to be none, which is not the same as saying nothing', () => {
    for (const none of ['none', 'Немає', 'brak', 'ŽÁDNÉ', 'keine', 'ninguno', '-', '—'])
      expect(readAllergens(none)).toEqual({ value: [] });
    expect(readAllergens('')).toEqual({ value: null });
  });

  it('have no word in common', () => {
    const owner = new Map<string, string>();
    for (const allergen of ALLERGENS) {
      for (const word of ALLERGEN_WORDS[allergen]) {
        expect(readAllergens(word)).toEqual({ value: [allergen] });
        expect(owner.get(word) ?? allergen).toBe(allergen);
        owner.set(word, allergen);
      }
    }
  });
});

describe('a tax class', () => {
  it.each([
    ['UA', 'Стандартна', 'standard'],
    ['UA', '20%', 'standard'],
    ['UA', 'алкоголь', 'alcohol'],
    ['PL', 'posiłki', 'meal'],
    ['PL', '8 %', 'meal'],
    ['PL', '23', 'standard'],
    ['CZ', 'snížená', 'meal'],
    ['DE', 'Ermäßigt', 'meal'],
    ['DE', '19,00 %', 'standard'],
    ['ES', 'general', 'standard'],
    ['US', 'Meals', 'meal'],
  ])('of %s is read from %j', (country, text, name) => {
    expect(readTaxClass(text, country)).toEqual({ value: name });
  });

  it.each([
    ['PL', 'alcohol'],
    ['PL', '7%'],
    // Two classes of the same rate.
    ['US', '8.25%'],
    ['US', '8.25'],
    ['FR', 'standard'],
  ])('of %s is not guessed from %j', (country, text) => {
    expect(readTaxClass(text, country)).toHaveProperty('problem');
  });
});

it.each([
  ['yes', true],
  ['Так', true],
  ['1', true],
  ['✓', true],
  ['sold out', false],
  ['86', false],
  ['НІ', false],
  ['', null],
])('availability %j', (text, value) => {
  expect(readAvailable(text)).toEqual({ value });
});

describe('a line of a menu', () => {
  it('says only what stands in it', () => {
    expect(read('7', '', 'Żurek', '', '', '', '', '')).toMatchObject({
      externalId: '7',
      category: null,
      name: 'Żurek',
      description: null,
      priceMinor: null,
      taxClass: null,
      allergens: null,
      available: null,
    });
  });

  it.each([
    [['7', '', '', '', '', '', '', ''], { code: 'missing', field: 'name' }],
    [['', '', 'Żurek', '', '', '', '', ''], { code: 'missing', field: 'external_id' }],
    [
      ['7', '', 'Ż'.repeat(121), '', '', '', '', ''],
      { code: 'too_long', field: 'name', most: 120 },
    ],
    [['7', '', 'Ż\u0007', '', '', '', '', ''], { code: 'unstorable', field: 'name' }],
    [['7', '', 'Żurek', '', '-1', '', '', ''], { code: 'negative', field: 'price' }],
    [
      ['7', '', 'Żurek', '', '1,234', '', '', ''],
      { code: 'not_amount', field: 'price', currency: 'PLN' },
    ],
    [['7', '', 'Żurek', '', '', '', '', 'maybe'], { code: 'not_yes_or_no', field: 'available' }],
  ])('%j is put aside with what is wrong', (fields, problem) => {
    expect(read(...fields)).toEqual({ problem });
  });

  it('comes back from any table as it went into it', () => {
    const classes = isTaxCountry('PL') ? Object.keys(TAX_RULES.PL.classes) : [];
    const text = (max: number) =>
      fc
        .string({ unit: fc.constantFrom('a', 'Ż', ' ', ';', '"', '\n', '🥟', "'"), maxLength: max })
        .map((value) => value.trim());
    const dish = fc.record({
      externalId: text(10).filter((value) => value !== ''),
      category: text(20),
      name: text(30).filter((value) => value !== ''),
      description: text(60),
      priceMinor: fc.nat(100_000_000),
      taxClass: fc.constantFrom(...classes),
      allergens: fc.subarray([...ALLERGENS]),
      available: fc.boolean(),
    });
    fc.assert(
      fc.property(dish, (made) => {
        const quoted = [
          made.externalId,
          made.category,
          made.name,
          made.description,
          toDecimal(made.priceMinor, 'PLN'),
          made.taxClass,
          made.allergens.length === 0 ? 'none' : made.allergens.join(', '),
          made.available ? 'yes' : 'no',
        ].map((value) => `"${value.replaceAll('"', '""')}"`);
        const split = splitFields(quoted.join(';'), ';');
        expect('fields' in split && read(...split.fields)).toMatchObject({
          ...made,
          category: made.category === '' ? null : made.category,
          description: made.description === '' ? null : made.description,
        });
      }),
      { numRuns: 500 },
    );
  });
});
