import { bare, checked, digitsOf, type TaxNumber, type TaxNumberFault, weigh } from './parts.ts';

/**
 * Poland: NIP, ten digits of which the last is the weighted sum of the others modulo 11 (Act of 13 October 1995 on
 * the registration and identification of taxpayers; a sum of ten is never issued).
 */
export function readPolishTaxNumber(text: string): TaxNumber | TaxNumberFault {
  const number = bare(text).replace(/^PL/, '');
  if (!/^[1-9]\d{9}$/.test(number)) return 'tax_number_form';
  const digits = digitsOf(number);
  return checked('nip', number, weigh(digits, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === digits[9]);
}
