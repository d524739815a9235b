import { TAX_RULES, type TaxCountry, taxSharesOf, totalsOf } from '@toster/contracts/tax';
import type { ReceiptSeller } from '@toster/contracts/schemas/receipts';
import { ZPaper } from '@toster/contracts/schemas/receipts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KeptReceipt, paperOf } from '../src/features/receipts/receipt-view.ts';

const COUNTRIES = Object.keys(TAX_RULES) as TaxCountry[];

const sellerIn = (country: string): ReceiptSeller => ({
  name: 'House',
  legalName: '',
  taxId: '',
  country,
  place: 'Podil',
  address: '',
  postcode: '',
  city: 'Kyiv',
  phone: '',
  timezone: 'UTC',
  locale: 'en',
  footer: '',
});

const lineOf = (classes: readonly string[]) =>
  fc
    .record({
      name: fc.string({ minLength: 1, maxLength: 20 }),
      quantity: fc.integer({ min: 1, max: 99 }),
      unitPriceMinor: fc.integer({ min: 0, max: 1_000_000 }),
      taxClass: fc.constantFrom(...classes),
    })
    .map((line) => ({ ...line, lineTotalMinor: line.unitPriceMinor * line.quantity }));

/** A bill in one of the six countries, of lines in classes it has. */
const bill = fc.constantFrom(...COUNTRIES).chain((country) =>
  fc.record({
    country: fc.constant(country),
    lines: fc.array(lineOf(Object.keys(TAX_RULES[country].classes)), {
      minLength: 1,
      maxLength: 30,
    }),
  }),
);

type Bill = typeof bill extends fc.Arbitrary<infer T> ? T : never;

const keptOf = ({ country, lines }: Bill, change: Partial<KeptReceipt> = {}): KeptReceipt => ({
  code: '23456789AB',
  number: 1,
  issuedAt: new Date(0),
  currency: 'UAH',
  lines,
  seller: sellerIn(country),
  taxes: taxSharesOf(country, lines),
  ...totalsOf(country, lines),
  ...change,
});
const paper = (kept: KeptReceipt, country = 'UA') =>
  ZPaper.parse(paperOf(kept, { number: 1, status: 'delivered' }, [], sellerIn(country)));
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('the paper of any bill in any of the six countries', () => {
  it('adds up: lines, tax classes and totals, to the minor unit', () => {
    fc.assert(
      fc.property(bill, (sold) => {
        const { taxes, lines, subtotalMinor, taxMinor, totalMinor, pricesIncludeTax } = paper(
          keptOf(sold),
        );
        expect(sum(taxes.map(({ netMinor }) => netMinor))).toBe(subtotalMinor);
        expect(sum(taxes.map((share) => share.taxMinor + share.exciseMinor))).toBe(taxMinor);
        expect(sum(taxes.map(({ grossMinor }) => grossMinor))).toBe(totalMinor);
        expect(subtotalMinor + taxMinor).toBe(totalMinor);
        const lineSum = sum(lines.map(({ lineTotalMinor }) => lineTotalMinor));
        expect(lineSum).toBe(pricesIncludeTax ? totalMinor : subtotalMinor);
        expect(new Set(taxes.map(({ taxClass }) => taxClass))).toEqual(
          new Set(lines.map(({ taxClass }) => taxClass)),
        );
      }),
    );
  });

  it('is the same for an older receipt, whose taxes are computed again', () => {
    fc.assert(
      fc.property(bill, (sold) => {
        const older = paper(keptOf(sold, { seller: null, taxes: null }), sold.country);
        expect(older).toEqual({ ...paper(keptOf(sold)), sellerAsOf: 'today' });
      }),
    );
  });

  it('has no tax table where an older receipt states other sums than today’s rules lead to', () => {
    fc.assert(
      fc.property(bill, fc.integer({ min: 1, max: 500 }), (sold, shift) => {
        const kept = keptOf(sold, { taxes: null });
        const moved = {
          ...kept,
          taxMinor: kept.taxMinor + shift,
          subtotalMinor: kept.subtotalMinor - shift,
        };
        expect(paper(moved).taxes).toEqual([]);
        expect(paper(moved).taxMinor).toBe(kept.taxMinor + shift);
      }),
    );
  });

  it('has none for a class the country does not have, nor for one nobody stated', () => {
    const line = {
      name: 'x',
      quantity: 1,
      unitPriceMinor: 100,
      lineTotalMinor: 100,
      taxClass: 'unstated',
    };
    for (const taxClass of ['unstated', 'no_such_class', 'constructor']) {
      const kept = keptOf(
        { country: 'UA', lines: [] },
        { taxes: null, lines: [{ ...line, taxClass }] },
      );
      expect(paper({ ...kept, subtotalMinor: 100, totalMinor: 100 }).taxes).toEqual([]);
    }
  });
});
