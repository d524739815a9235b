import { bare, checked, digitsOf, type TaxNumber, type TaxNumberFault, weigh } from './parts.ts';

/**
 * Czechia: DIČ, `CZ` and the root number (Tax Code, Act 280/2009, § 130): the eight digit IČO of a company, whose last
 * digit is a check digit, or the birth number of a person (Act 133/2000, § 13): ten digits divisible by eleven, or nine
 * digits for births before 1954 and for people without one, which carry no check: form only.
 */
export function readCzechTaxNumber(text: string): TaxNumber | TaxNumberFault {
  const root = bare(text).replace(/^CZ/, '');
  const number = `CZ${root}`;
  if (/^\d{8}$/.test(root)) return checked('dic', number, icoAgrees(root));
  if (/^\d{10}$/.test(root) && isBirthDate(root)) return checked('dic', number, birthAgrees(root));
  if (/^6\d{8}$/.test(root) || (/^\d{9}$/.test(root) && isBirthDate(root)))
    return { kind: 'dic', text: number, proof: 'form' };
  return 'tax_number_form';
}

function icoAgrees(root: string): boolean {
  const digits = digitsOf(root);
  return (11 - (weigh(digits, [8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === digits[7];
}

/** Before 1986 a remainder of ten was written as zero. */
function birthAgrees(root: string): boolean {
  return Number(root) % 11 === 0 || (Number(root.slice(0, 9)) % 11 === 10 && root.endsWith('0'));
}

/** Month and day of a birth number; women have 50 added to the month, and since 2004 a full day may add 20. */
function isBirthDate(root: string): boolean {
  const month = Number(root.slice(2, 4)) % 50;
  const day = Number(root.slice(4, 6));
  return ((month >= 1 && month <= 12) || (month >= 21 && month <= 32)) && day >= 1 && day <= 31;
}
