import {
  type DocumentLanguage,
  documentLanguageOf,
  documentLocale,
} from '@toster/contracts/locales';
import { formatMoney, isCurrency, toDecimal } from '@toster/contracts/money';
import { printsTaxNumber } from '@toster/contracts/receipt-seller';
import type { ReceiptSeller, ReceiptTax } from '@toster/contracts/schemas/receipts';
import { isTaxCountry } from '@toster/contracts/tax';
import {
  isTaxNumber,
  readTaxNumber,
  type TaxNumberKind,
} from '@toster/contracts/tax-numbers/tax-number';
import { PAPER_TEXTS, type PaperTexts } from '#features/receipts/paper-texts.ts';

/** How a seller's papers are written: their language, and their country's way with numbers, money and dates. */
export type PaperFormats = {
  readonly language: DocumentLanguage;
  readonly texts: PaperTexts;
  /** An amount in minor units, without its currency: `1 234,50`. */
  readonly amount: (minor: number) => string;
  /** The same with the currency. */
  readonly money: (minor: number) => string;
  /** A rate in basis points: `8,25 %`. */
  readonly rate: (basisPoints: number) => string;
  /** The instant by the establishment's clock. */
  readonly dateTime: (iso: string) => string;
};

/** The formats of a seller's papers; the same on the server and in the browser. */
export function paperFormats(seller: ReceiptSeller, currency: string): PaperFormats {
  const language = documentLanguageOf(seller.locale);
  const locale = documentLocale(language, seller.country);
  const decimals = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  const instant = new Intl.DateTimeFormat(locale, {
    timeZone: seller.timezone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  return {
    language,
    texts: PAPER_TEXTS[language],
    amount: (minor) =>
      isCurrency(currency)
        ? decimals.format(toDecimal(minor, currency))
        : decimals.format(minor / 100),
    money: (minor) =>
      isCurrency(currency)
        ? formatMoney(minor, currency, locale)
        : `${decimals.format(minor / 100)} ${currency}`,
    rate: (basisPoints) => percent.format(basisPoints / 10_000),
    dateTime: (iso) => instant.format(new Date(iso)),
  };
}

/** What each country calls the number; names of the law, so they are not translated. */
const NUMBER_NAMES: Readonly<Record<TaxNumberKind, string>> = {
  edrpou: 'ЄДРПОУ',
  rnokpp: 'РНОКПП',
  ua_vat: 'ІПН',
  nip: 'NIP',
  dic: 'DIČ',
  ust_id: 'USt-IdNr.',
  steuernummer: 'St.-Nr.',
  nif: 'NIF',
  ein: 'EIN',
};

/** The seller's tax number with its name; just the number where nobody can say which it is, null where none is stated or none is printed. */
export function taxNumberLine({ country, taxId }: ReceiptSeller): string | null {
  if (taxId === '' || !printsTaxNumber(country)) return null;
  const read = isTaxCountry(country) ? readTaxNumber(country, taxId) : null;
  return read !== null && isTaxNumber(read) ? `${NUMBER_NAMES[read.kind]} ${read.text}` : taxId;
}

/** The letter by which the lines of a receipt name a tax class: A for the first of its table. */
export function taxLetters(taxes: readonly ReceiptTax[]): ReadonlyMap<string, string> {
  return new Map(taxes.map(({ taxClass }, index) => [taxClass, String.fromCodePoint(65 + index)]));
}
