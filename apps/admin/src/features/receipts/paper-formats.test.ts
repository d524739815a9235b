import { DOCUMENT_LANGUAGES } from '@toster/contracts/locales';
import type { ReceiptSeller } from '@toster/contracts/schemas/receipts';
import { describe, expect, it } from 'vitest';
import { paperFormats, taxLetters, taxNumberLine } from '#features/receipts/paper-formats.ts';
import { PAPER_TEXTS } from '#features/receipts/paper-texts.ts';

const seller = (change: Partial<ReceiptSeller>): ReceiptSeller => ({
  name: 'House',
  legalName: '',
  taxId: '',
  country: 'UA',
  place: 'Podil',
  address: 'вул. Хорива 4',
  postcode: '04070',
  city: 'Київ',
  phone: '',
  timezone: 'Europe/Kyiv',
  locale: 'uk-UA',
  footer: '',
  ...change,
});
const spaced = (text: string) => text.replaceAll(/\s/gu, ' ');
const COUNTRIES = [
  ['UA', 'uk-UA', 'UAH', 'Europe/Kyiv', '1 234,50 ₴', '26.11.2026, 15:03', '8,25%'],
  ['PL', 'pl-PL', 'PLN', 'Europe/Warsaw', '1234,50 zł', '26.11.2026, 14:03', '8,25%'],
  ['CZ', 'cs-CZ', 'CZK', 'Europe/Prague', '1 234,50 Kč', '26. 11. 2026 14:03', '8,25 %'],
  ['DE', 'de-DE', 'EUR', 'Europe/Berlin', '1.234,50 €', '26.11.2026, 14:03', '8,25 %'],
  ['ES', 'es-ES', 'EUR', 'Europe/Madrid', '1234,50 €', '26/11/2026, 14:03', '8,25 %'],
  ['US', 'en-US', 'USD', 'America/Chicago', '$1,234.50', '11/26/2026, 07:03 AM', '8.25%'],
] as const;

describe('the papers of a country', () => {
  it.each(COUNTRIES)(
    'of %s write money, rates and the establishment’s clock as people there do',
    (country, locale, currency, timezone, money, dateTime, rate) => {
      const formats = paperFormats(seller({ country, locale, timezone }), currency);
      expect(spaced(formats.money(123_450))).toBe(money);
      expect(spaced(formats.dateTime('2026-11-26T13:03:07.000Z'))).toBe(dateTime);
      expect(spaced(formats.rate(825))).toBe(rate);
      expect(formats.amount(-5)).toMatch(/0[.,]05$/u);
    },
  );

  it('keep the country’s numbers in another language, and speak English where the language is none of ours', () => {
    const german = paperFormats(seller({ country: 'ES', locale: 'de-DE' }), 'EUR');
    expect(german.texts.method.cash).toBe('Bar');
    expect(paperFormats(seller({ locale: 'fr-FR' }), 'EUR').texts.method.cash).toBe('Cash');
  });
});

describe('the words of a receipt', () => {
  const wordsOf = (language: (typeof DOCUMENT_LANGUAGES)[number]) =>
    Object.entries(PAPER_TEXTS[language]).flatMap(([name, text]) =>
      typeof text === 'function'
        ? [[name, text(42)] as const]
        : typeof text === 'string'
          ? [[name, text] as const]
          : Object.entries(text).map(([key, word]) => [`${name}.${key}`, word] as const),
    );

  it.each(DOCUMENT_LANGUAGES)(
    'are all there in %s, each with the number it is given',
    (language) => {
      const words = wordsOf(language);
      expect(words.map(([name]) => name)).toEqual(wordsOf('en').map(([name]) => name));
      for (const [name, word] of words) expect([name, word.trim()]).toEqual([name, word]);
      for (const name of ['receipt', 'order', 'copy'])
        expect(words.find(([known]) => known === name)?.[1]).toContain('42');
    },
  );

  it.each(DOCUMENT_LANGUAGES.filter((language) => language !== 'en'))(
    'of %s are no English left over',
    (language) => {
      const english = new Map(wordsOf('en'));
      // Words that are spelled alike.
      const alike = new Set(['phone', 'vat', 'total', 'subtotal', 'gross', 'net']);
      const left = wordsOf(language).filter(
        ([name, word]) => english.get(name) === word && !alike.has(name),
      );
      expect(left).toEqual([]);
    },
  );
});

describe('the seller', () => {
  it.each([
    ['UA', '32855961', 'ЄДРПОУ 32855961'],
    ['PL', '526-104-08-28', 'NIP 5261040828'],
    ['CZ', 'CZ25123891', 'DIČ CZ25123891'],
    ['DE', 'DE136695976', 'USt-IdNr. DE136695976'],
    ['ES', 'A58818501', 'NIF A58818501'],
    ['UA', 'no number', 'no number'],
    ['FR', '732829320', '732829320'],
  ])('in %s has the number %s under its own name', (country, taxId, line) => {
    expect(taxNumberLine(seller({ country, taxId }))).toBe(line);
  });

  it('in the United States prints no number', () => {
    expect(taxNumberLine(seller({ country: 'US', taxId: '12-3456789' }))).toBeNull();
  });

  it('without number has no line for it', () => {
    expect(taxNumberLine(seller({ taxId: '' }))).toBeNull();
  });
});

it('tax classes are letters in the order of their table', () => {
  const share = { rateBp: 0, exciseBp: 0, netMinor: 0, exciseMinor: 0, taxMinor: 0, grossMinor: 0 };
  const letters = taxLetters([
    { taxClass: 'standard', ...share },
    { taxClass: 'alcohol', ...share },
  ]);
  expect([...letters]).toEqual([
    ['standard', 'A'],
    ['alcohol', 'B'],
  ]);
});
