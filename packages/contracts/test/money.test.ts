import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CURRENCIES, formatMoney, isCurrency, parseMoney, toDecimal } from '../src/money.ts';

const anyMinor = fc.integer({ min: -999_999_999_999, max: 999_999_999_999 });

describe('an amount', () => {
  it.each([
    ['160', 16_000],
    ['160.5', 16_050],
    ['160,50', 16_050],
    ['  160.50 ₴ ', 16_050],
    ['1 234,50', 123_450],
    ['1 234,50', 123_450],
    ['1,234.56', 123_456],
    ['1.234,56', 123_456],
    ["1'234.56", 123_456],
    ['1,234,567', 123_456_700],
    ['-3.00', -300],
    ['−3', -300],
    ['-0', 0],
    ['0.07', 7],
  ])('typed as %j is %i minor units', (text, minor) => expect(parseMoney(text, 'UAH')).toBe(minor));

  it.each([
    '',
    '.',
    '.5',
    '5.',
    '1e3',
    '0x10',
    'NaN',
    'Infinity',
    '12.345',
    '1,234',
    '1.234',
    '1,23,456',
    '1.234.56',
    '12 34',
    '--1',
    '1-',
    '$5',
    '9999999999999999',
    '٣',
    '1₴50',
    '1 ₴ 50',
    '1.₴50',
    '1грн50',
  ])('typed as %j is refused', (text) => expect(parseMoney(text, 'UAH')).toBeNull());

  it.each(['1$50', '1USD50', '1,$234.50', '$1$50'])('typed as %j in dollars is refused', (text) =>
    expect(parseMoney(text, 'USD')).toBeNull(),
  );

  it('comes back from its plain digits unchanged, in every currency', () => {
    fc.assert(
      fc.property(anyMinor, fc.constantFrom(...CURRENCIES), (minor, currency) => {
        expect(parseMoney(toDecimal(minor, currency), currency)).toBe(minor);
      }),
    );
  });

  it('comes back from what people of a locale read, sign and groups included', () => {
    const written = [
      ['UAH', 'uk-UA'],
      ['PLN', 'pl-PL'],
      ['CZK', 'cs-CZ'],
      ['EUR', 'de-DE'],
      ['EUR', 'es-ES'],
      ['USD', 'en-US'],
    ] as const;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999_999_999 }),
        fc.constantFrom(...written),
        (minor, [currency, locale]) => {
          expect(parseMoney(formatMoney(minor, currency, locale), currency)).toBe(minor);
        },
      ),
    );
  });

  it('is formatted exactly, beyond what a fraction could hold', () => {
    expect(formatMoney(Number.MAX_SAFE_INTEGER, 'USD', 'en-US')).toBe('$90,071,992,547,409.91');
    expect(formatMoney(-5, 'EUR', 'de-DE')).toBe('-0,05\u00a0€');
    expect(formatMoney(16_000, 'UAH', 'uk-UA', { trim: true })).toBe('160\u00a0₴');
    expect(formatMoney(16_050, 'UAH', 'uk-UA', { trim: true })).toBe('160,50\u00a0₴');
  });

  it.each([0.5, Number.NaN, Infinity, 2 ** 53])('of %d minor units is refused', (minor) => {
    expect(() => toDecimal(minor, 'EUR')).toThrow(RangeError);
  });

  it('has a currency out of the list', () => {
    expect(isCurrency('UAH')).toBe(true);
    for (const value of ['uah', 'GBP', '__proto__', null]) expect(isCurrency(value)).toBe(false);
  });
});
