import { bare, checked, digitsOf, type TaxNumber, type TaxNumberFault } from './parts.ts';

const PERSON_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
const ENTITY_LETTERS = 'JABCDEFGHI';

/**
 * Spain: NIF. Of a person: the eight digits of the DNI, or `X`, `Y`, `Z` and seven digits for foreigners (NIE), with the
 * letter of the remainder modulo 23 (Royal Decree 1065/2007, art. 19 and 20; `K`, `L`, `M` for those without a DNI). Of a
 * company, formerly CIF: a letter for its form, seven digits and a control character (Order EHA/451/2008), which is
 * a digit for `A B E H`, a letter for `N P Q R S W`, and either for the rest and for numbers that begin with 00.
 */
export function readSpanishTaxNumber(text: string): TaxNumber | TaxNumberFault {
  const number = bare(text).replace(/^ES(?=[A-Z0-9]{9}$)/, '');
  const control = number.slice(-1);
  if (/^[\dKLMXYZ]\d{7}[A-Z]$/.test(number))
    return checked('nif', number, control === personLetter(number));
  if (!/^[A-HJNP-SUVW]\d{7}[0-9A-J]$/.test(number)) return 'tax_number_form';
  return checked('nif', number, entityControls(number).includes(control));
}

function personLetter(number: string): string {
  const first = number.charAt(0);
  const lead = { X: '0', Y: '1', Z: '2', K: '', L: '', M: '' }[first] ?? first;
  return PERSON_LETTERS.charAt(Number(`${lead}${number.slice(1, 8)}`) % 23);
}

/** The control characters that are right for a company's number. */
function entityControls(number: string): string {
  const digits = digitsOf(number.slice(1, 8));
  const sum = digits.reduce((total, digit, index) => {
    const doubled = digit * 2;
    return total + (index % 2 === 1 ? digit : doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  const control = (10 - (sum % 10)) % 10;
  const form = number.charAt(0);
  const letter = ENTITY_LETTERS.charAt(control);
  if ('NPQRSW'.includes(form)) return letter;
  return 'ABEH'.includes(form) && !number.startsWith('00', 1)
    ? String(control)
    : `${control}${letter}`;
}
