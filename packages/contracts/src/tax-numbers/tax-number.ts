import type { TaxCountry } from '../tax.ts';
import { readCzechTaxNumber } from './cz.ts';
import { readGermanTaxNumber } from './de.ts';
import { readSpanishTaxNumber } from './es.ts';
import type { TaxNumber, TaxNumberFault } from './parts.ts';
import { readPolishTaxNumber } from './pl.ts';
import { readUkrainianTaxNumber } from './ua.ts';
import { readAmericanTaxNumber } from './us.ts';

export type { TaxNumber, TaxNumberFault, TaxNumberKind } from './parts.ts';

const READERS: Readonly<Record<TaxCountry, (text: string) => TaxNumber | TaxNumberFault>> = {
  UA: readUkrainianTaxNumber,
  PL: readPolishTaxNumber,
  CZ: readCzechTaxNumber,
  DE: readGermanTaxNumber,
  ES: readSpanishTaxNumber,
  US: readAmericanTaxNumber,
};

/**
 * Reads the tax number of a business as a person types it: which kind it is, how it is written, and what that proves.
 * `proof: 'check_digit'` excludes a slip of the finger; `proof: 'form'` says only that it has the right shape, because
 * the number carries no check digit or the authority publishes none. Neither says that the number was ever issued.
 */
export function readTaxNumber(country: TaxCountry, text: string): TaxNumber | TaxNumberFault {
  return READERS[country](text.trim().toUpperCase());
}

/** Whether what was read is a number. */
export function isTaxNumber(read: TaxNumber | TaxNumberFault): read is TaxNumber {
  return typeof read !== 'string';
}
