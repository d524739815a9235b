import { bare, checked, digitsOf, type TaxNumber, type TaxNumberFault, weigh } from './parts.ts';

/**
 * Ukraine. A company has an ЄДРПОУ code of 8 digits (State Statistics Service, register of enterprises), a sole trader
 * the РНОКПП of 10 digits (registration number of the taxpayer's card, Tax Code art. 70); both end in a check digit.
 * A payer of VAT also has the 12 digit ІПН (Tax Code art. 183), whose check digit is not published: form only.
 */
export function readUkrainianTaxNumber(text: string): TaxNumber | TaxNumberFault {
  const number = bare(text);
  if (/^\d{8}$/.test(number)) return checked('edrpou', number, edrpouAgrees(number));
  if (/^\d{10}$/.test(number)) return checked('rnokpp', number, rnokppAgrees(number));
  if (/^\d{12}$/.test(number)) return { kind: 'ua_vat', text: number, proof: 'form' };
  return 'tax_number_form';
}

/** Codes between 30 000 000 and 60 000 000 are weighed from the seventh weight; a remainder of ten weighs again, two heavier. */
function edrpouAgrees(number: string): boolean {
  const digits = digitsOf(number);
  const turned = Number(number) >= 30_000_000 && Number(number) <= 60_000_000;
  const weights = turned ? [7, 1, 2, 3, 4, 5, 6] : [1, 2, 3, 4, 5, 6, 7];
  const first = weigh(digits, weights) % 11;
  const again = () =>
    weigh(
      digits,
      weights.map((weight) => weight + 2),
    ) % 11;
  return (first < 10 ? first : again() % 10) === digits[7];
}

function rnokppAgrees(number: string): boolean {
  const digits = digitsOf(number);
  const sum = weigh(digits, [-1, 5, 7, 9, 4, 6, 10, 5, 7]);
  return (((sum % 11) + 11) % 11) % 10 === digits[9];
}
