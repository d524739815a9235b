import { describe, expect, it } from 'vitest';
import {
  DOCUMENT_LANGUAGES,
  documentLanguageOf,
  documentLocale,
  TIME_ZONES,
} from '../src/locales.ts';
import { ZTimeZone } from '../src/schemas/locations.ts';
import { RECEIPT_CODE_ALPHABET, readReceiptCode } from '../src/receipt-code.ts';
import { TAX_RULES } from '../src/tax.ts';

describe('papers for guests', () => {
  it('have a locale that every runtime knows, in any language and country', () => {
    for (const country of Object.keys(TAX_RULES))
      for (const language of DOCUMENT_LANGUAGES) {
        const locale = documentLocale(language, country);
        expect(Intl.NumberFormat.supportedLocalesOf([locale])).toEqual([locale]);
        expect(documentLanguageOf(locale)).toBe(language);
      }
    expect(documentLanguageOf('sv-SE')).toBe('en');
  });

  it.each(Object.entries(TIME_ZONES))('of %s carry a time that exists', (_country, zones) => {
    for (const zone of zones) {
      expect(() => new Intl.DateTimeFormat('en', { timeZone: zone })).not.toThrow();
      expect(ZTimeZone.safeParse(zone).success).toBe(true);
    }
  });
});

describe('the code of a receipt', () => {
  it.each([
    ['H7K2MPQ4RT', 'H7K2MPQ4RT'],
    [' h7k2-mpq4-rt ', 'H7K2MPQ4RT'],
    ['h7k2 mpq4 rt', 'H7K2MPQ4RT'],
  ])('is read off %j', (text, code) => expect(readReceiptCode(text)).toBe(code));

  it.each(['', 'H7K2MPQ4R', 'H7K2MPQ4RT2', 'O7K2MPQ4RT', 'H7K2MPQ4R1', 'Н7K2MPQ4RT', '1204'])(
    'is not %j',
    (text) => expect(readReceiptCode(text)).toBeNull(),
  );

  it('has no letter that is mistaken for another', () => {
    for (const letter of '01ILO') expect(RECEIPT_CODE_ALPHABET).not.toContain(letter);
  });
});
