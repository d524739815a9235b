import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emailKey, phoneKey } from './look-up-keys.ts';

describe('the key of a telephone number', () => {
  test.each([
    [
      'UA',
      '+380671234567',
      ['+380 67 123 45 67', '067 123-45-67', '00380 67 1234567', '380671234567', '(067) 123 45 67'],
    ],
    ['PL', '+48600123456', ['600 123 456', '+48 600-123-456', '0048600123456', '48 600 123 456']],
    ['CZ', '+420601123456', ['601 123 456', '+420 601 123 456', '00420601123456']],
    [
      'DE',
      '+493023125123',
      ['030 23125 123', '+49 30 23125-123', '+49 (0)30 23125123', '0049 30 23125 123'],
    ],
    ['ES', '+34612345678', ['612 34 56 78', '+34 612 345 678', '0034612345678']],
    ['US', '+15125550123', ['(512) 555-0123', '512.555.0123', '1-512-555-0123', '+1 512 555 0123']],
  ])('of %s is %s however it is written', (country, key, written) => {
    for (const phone of [key, ...written])
      expect([phone, phoneKey(phone, country)]).toEqual([phone, key]);
  });

  test('of a guest from abroad keeps its country', () => {
    expect(phoneKey('+48 600 123 456', 'UA')).toBe('+48600123456');
    expect(phoneKey('0048 600 123 456', 'DE')).toBe('+48600123456');
    expect(phoneKey('011 44 20 7946 0123', 'US')).toBe('+442079460123');
  });

  test('where nobody knows how the country dials is the digits as typed', () => {
    expect(phoneKey('020 7946 0123', 'GB')).toBe('02079460123');
    expect(phoneKey('+44 20 7946 0123', 'GB')).toBe('+442079460123');
  });

  test('is a key already: making it again, or with other separators, changes nothing', () => {
    const country = fc.constantFrom('UA', 'PL', 'CZ', 'DE', 'ES', 'US', 'GB');
    const digits = fc.string({
      unit: fc.constantFrom(...'0123456789'),
      minLength: 5,
      maxLength: 15,
    });
    const separator = fc.constantFrom('', ' ', '-', '.', ' (', ') ');
    fc.assert(
      fc.property(country, digits, separator, (where, number, between) => {
        const key = phoneKey(number, where);
        if (key.startsWith('+')) expect(phoneKey(key, where)).toBe(key);
        expect(phoneKey([...number].join(between), where)).toBe(key);
      }),
    );
  });
});

test('the key of an e-mail address knows no case, no surrounding space and no second way to write an accent', () => {
  expect(emailKey(' Jose\u0301@Example.COM ')).toBe('josé@example.com');
});
