import { bare, type TaxNumber, type TaxNumberFault } from './parts.ts';

/** Prefixes that no campus of the IRS gives out ("How EINs are assigned and valid EIN prefixes", irs.gov). */
const UNUSED = new Set('00 07 08 09 17 18 19 28 29 49 69 70 78 79 89 96 97'.split(' '));

/** United States: EIN, nine digits written 12-3456789 (26 CFR 301.6109-1). It has no check digit: form only. */
export function readAmericanTaxNumber(text: string): TaxNumber | TaxNumberFault {
  const number = bare(text);
  if (!/^\d{9}$/.test(number) || UNUSED.has(number.slice(0, 2))) return 'tax_number_form';
  return { kind: 'ein', text: `${number.slice(0, 2)}-${number.slice(2)}`, proof: 'form' };
}
