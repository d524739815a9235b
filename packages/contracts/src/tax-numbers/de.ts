import { bare, checked, digitsOf, type TaxNumber, type TaxNumberFault } from './parts.ts';

/**
 * Germany. A receipt names either the USt-IdNr. (`DE` and nine digits, the last by ISO/IEC 7064 MOD 11,10; § 27a UStG)
 * or the Steuernummer (§ 14 (4) no. 2 UStG). The latter is written differently in each Land, with 10 or 11 digits, or
 * with 13 in the federal form whose fifth digit is zero; its check digit depends on the Land: form only.
 */
export function readGermanTaxNumber(text: string): TaxNumber | TaxNumberFault {
  const number = bare(text);
  if (number.startsWith('DE'))
    return /^DE\d{9}$/.test(number)
      ? checked('ust_id', number, isoAgrees(number.slice(2)))
      : 'tax_number_form';
  const written = text.replaceAll(/\s*\/\s*/gu, '/').replaceAll(/\s+/gu, ' ');
  const grouped = /^(\d{2,3}\/\d{3}\/\d{5}|\d{3}\/\d{4}\/\d{4}|\d{5}\/\d{5})$/.test(written);
  const plain = /^[\d ]+$/.test(written) && /^(\d{10,11}|\d{4}0\d{8})$/.test(number);
  if (!grouped && !plain) return 'tax_number_form';
  return { kind: 'steuernummer', text: grouped ? written : number, proof: 'form' };
}

/** ISO/IEC 7064 MOD 11,10: the hybrid system whose last product with the check digit leaves one. */
function isoAgrees(number: string): boolean {
  const digits = digitsOf(number);
  const product = digits.slice(0, 8).reduce((carry, digit) => {
    const sum = (carry + digit) % 10;
    return ((sum === 0 ? 10 : sum) * 2) % 11;
  }, 10);
  return (product + (digits[8] ?? 0)) % 10 === 1;
}
