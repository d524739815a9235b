import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  TAX_RULES,
  type TaxCountry,
  taxSharesOf,
  totalsOf,
  UNSTATED_TAX_CLASS,
} from '../src/tax.ts';

const countries = Object.keys(TAX_RULES) as TaxCountry[];

describe('sums of a bill', () => {
  it('take value added tax out of prices that contain it', () => {
    expect(totalsOf('DE', [{ taxClass: 'standard', lineTotalMinor: 1190 }])).toEqual({
      subtotalMinor: 1000,
      taxMinor: 190,
      totalMinor: 1190,
    });
  });

  it('add sales tax to prices that exclude it', () => {
    expect(totalsOf('US', [{ taxClass: 'meal', lineTotalMinor: 1499 }])).toEqual({
      subtotalMinor: 1499,
      taxMinor: 124,
      totalMinor: 1623,
    });
  });

  it('take the Ukrainian excise out before the value added tax', () => {
    // 105.00: excise 5 % of 100.00 = 5.00, then a sixth of 100.00
    expect(totalsOf('UA', [{ taxClass: 'alcohol', lineTotalMinor: 10_500 }]).taxMinor).toBe(
      500 + 1667,
    );
  });

  it('round once per class, however the lines are split', () => {
    const whole = totalsOf('PL', [{ taxClass: 'meal', lineTotalMinor: 999 }]);
    const split = totalsOf(
      'PL',
      [333, 333, 333].map((lineTotalMinor) => ({ taxClass: 'meal', lineTotalMinor })),
    );
    expect(split).toEqual(whole);
  });

  it('compute no tax where nobody stated a class, and refuse a class the country does not have', () => {
    const lines = [{ taxClass: UNSTATED_TAX_CLASS, lineTotalMinor: 239 }];
    expect(totalsOf('US', lines)).toEqual({ subtotalMinor: 239, taxMinor: 0, totalMinor: 239 });
    expect(() => totalsOf('US', [{ taxClass: 'constructor', lineTotalMinor: 239 }])).toThrow(
      RangeError,
    );
  });

  it('always add up exactly', () => {
    const bill = fc.constantFrom(...countries).chain((country) =>
      fc.tuple(
        fc.constant(country),
        fc.array(
          fc.record({
            taxClass: fc.constantFrom(...Object.keys(TAX_RULES[country].classes)),
            lineTotalMinor: fc.integer({ min: 0, max: 2 ** 40 }),
          }),
          { maxLength: 8 },
        ),
      ),
    );
    fc.assert(
      fc.property(bill, ([country, lines]) => {
        const { subtotalMinor, taxMinor, totalMinor } = totalsOf(country, lines);
        expect(subtotalMinor + taxMinor).toBe(totalMinor);
        expect(taxMinor).toBeGreaterThanOrEqual(0);
        const shares = taxSharesOf(country, lines);
        const sum = (of: (share: (typeof shares)[number]) => number) =>
          shares.reduce((total, share) => total + of(share), 0);
        expect(sum((share) => share.netMinor)).toBe(subtotalMinor);
        expect(sum((share) => share.exciseMinor + share.taxMinor)).toBe(taxMinor);
        expect(sum((share) => share.grossMinor)).toBe(totalMinor);
        for (const share of shares)
          expect(share.netMinor + share.exciseMinor + share.taxMinor).toBe(share.grossMinor);
      }),
    );
  });

  it('name each class once with its rates, the excise apart from the value added tax', () => {
    const lines = [
      { taxClass: 'alcohol', lineTotalMinor: 10_000 },
      { taxClass: 'standard', lineTotalMinor: 12_000 },
      { taxClass: 'alcohol', lineTotalMinor: 500 },
    ];
    expect(taxSharesOf('UA', lines)).toEqual([
      {
        taxClass: 'alcohol',
        rateBp: 2000,
        exciseBp: 500,
        netMinor: 8333,
        exciseMinor: 500,
        taxMinor: 1667,
        grossMinor: 10_500,
      },
      {
        taxClass: 'standard',
        rateBp: 2000,
        exciseBp: 0,
        netMinor: 10_000,
        exciseMinor: 0,
        taxMinor: 2000,
        grossMinor: 12_000,
      },
    ]);
  });
});
