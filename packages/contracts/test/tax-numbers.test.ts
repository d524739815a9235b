import fc from 'fast-check';
import { stdnum } from 'stdnum';
import { describe, expect, it } from 'vitest';
import { isTaxNumber, readTaxNumber, type TaxNumberKind } from '../src/tax-numbers/tax-number.ts';
import type { TaxCountry } from '../src/tax.ts';

/** Numbers that authorities and large companies print themselves. */
const KNOWN: readonly (readonly [TaxCountry, string, TaxNumberKind, string])[] = [
  ['UA', '14360570', 'edrpou', '14360570'],
  ['UA', ' 3285 5961 ', 'edrpou', '32855961'],
  ['UA', '1759013776', 'rnokpp', '1759013776'],
  ['UA', '143605704021', 'ua_vat', '143605704021'],
  ['PL', '526-025-02-74', 'nip', '5260250274'],
  ['PL', 'pl 8567346215', 'nip', '8567346215'],
  ['CZ', 'CZ45274649', 'dic', 'CZ45274649'],
  ['CZ', '00006947', 'dic', 'CZ00006947'],
  ['CZ', '710319/2745', 'dic', 'CZ7103192745'],
  ['CZ', '640903926', 'dic', 'CZ640903926'],
  ['DE', 'DE 136 695 976', 'ust_id', 'DE136695976'],
  ['DE', '21 / 815 / 08150', 'steuernummer', '21/815/08150'],
  ['DE', '133/8150/8159', 'steuernummer', '133/8150/8159'],
  ['DE', '93815/08152', 'steuernummer', '93815/08152'],
  ['DE', '1121081508150', 'steuernummer', '1121081508150'],
  ['ES', 'A-28015865', 'nif', 'A28015865'],
  ['ES', 'ESA28015865', 'nif', 'A28015865'],
  ['ES', '54362315-k', 'nif', '54362315K'],
  ['ES', 'X-2482300W', 'nif', 'X2482300W'],
  ['US', '911144442', 'ein', '91-1144442'],
];

describe('a tax number', () => {
  it.each(KNOWN)('of %s typed as %j is %s, written %s', (country, typed, kind, text) => {
    const read = readTaxNumber(country, typed);
    expect(read).toMatchObject({ kind, text });
    expect(readTaxNumber(country, text)).toEqual(read);
  });

  it.each([
    ['UA', '14360571', 'tax_number_check_digit'],
    ['UA', '1759013777', 'tax_number_check_digit'],
    ['UA', '1436057', 'tax_number_form'],
    ['PL', '5260250275', 'tax_number_check_digit'],
    ['PL', '526025027', 'tax_number_form'],
    ['CZ', 'CZ45274640', 'tax_number_check_digit'],
    ['CZ', 'CZ7103192746', 'tax_number_check_digit'],
    ['CZ', 'CZ7113192745', 'tax_number_form'],
    ['CZ', 'SK45274649', 'tax_number_form'],
    ['DE', 'DE136695978', 'tax_number_check_digit'],
    ['DE', 'DE13669597', 'tax_number_form'],
    ['DE', '21/815/0815', 'tax_number_form'],
    ['DE', '1121181508150', 'tax_number_form'],
    ['ES', 'A28015864', 'tax_number_check_digit'],
    ['ES', 'A2801586E', 'tax_number_check_digit'],
    ['ES', '54362315A', 'tax_number_check_digit'],
    ['ES', 'I28015865', 'tax_number_form'],
    ['US', '07-1144442', 'tax_number_form'],
    ['US', '91-114444', 'tax_number_form'],
    ['PL', '', 'tax_number_form'],
    ['UA', '١٤٣٦٠٥٧٠', 'tax_number_form'],
  ] as const)('of %s typed as %j breaks %s', (country, typed, fault) => {
    expect(readTaxNumber(country, typed)).toBe(fault);
  });

  it('says of each kind whether it proves a check digit or only a form', () => {
    const proofs = new Map(
      KNOWN.map(([country, typed, kind]) => {
        const read = readTaxNumber(country, typed);
        return [kind, isTaxNumber(read) ? read.proof : null];
      }),
    );
    expect(Object.fromEntries(proofs)).toEqual({
      edrpou: 'check_digit',
      rnokpp: 'check_digit',
      ua_vat: 'form',
      nip: 'check_digit',
      // The last known one has nine digits.
      dic: 'form',
      ust_id: 'check_digit',
      steuernummer: 'form',
      nif: 'check_digit',
      ein: 'form',
    });
    expect(readTaxNumber('CZ', 'CZ45274649')).toMatchObject({ proof: 'check_digit' });
  });
});

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));
const accepts = (country: TaxCountry, text: string) => isTaxNumber(readTaxNumber(country, text));

/** A number with each of the ten possible last digits, so that every draw holds valid ones. */
const endings = (body: string, alphabet = '0123456789') => [...alphabet].map((last) => body + last);

describe('agrees with another implementation (npm stdnum)', () => {
  it.each([
    ['ЄДРПОУ', 'UA', digits(7), stdnum.UA?.edrpou, '0123456789'],
    ['РНОКПП', 'UA', digits(9), stdnum.UA?.rntrc, '0123456789'],
    ['NIP', 'PL', digits(9), stdnum.PL?.nip, '0123456789'],
    ['USt-IdNr.', 'DE', digits(8).map((body) => `DE${body}`), stdnum.DE?.vat, '0123456789'],
    ['DNI', 'ES', digits(8), stdnum.ES?.dni, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
    [
      'NIE',
      'ES',
      fc.tuple(fc.constantFrom('X', 'Y', 'Z'), digits(7)).map((parts) => parts.join('')),
      stdnum.ES?.nie,
      'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    ],
  ] as const)('on every %s', (_name, country, bodies, other, alphabet) => {
    if (other === undefined) throw new Error('the other implementation does not know it');
    fc.assert(
      fc.property(bodies, (body) => {
        for (const number of endings(body, alphabet)) {
          if (country === 'PL' && number.startsWith('0')) continue;
          if (country === 'DE' && number.startsWith('DE0')) continue;
          expect([number, accepts(country, number)]).toEqual([
            number,
            other.validate(number).isValid,
          ]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('on every DIČ of a company, whose number never begins with 9 there', () => {
    fc.assert(
      fc.property(digits(7), (body) => {
        for (const number of endings(body)) {
          if (number.startsWith('9')) continue;
          expect([number, accepts('CZ', number)]).toEqual([
            number,
            stdnum.CZ?.dic?.validate(number).isValid,
          ]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('on every birth number of ten digits that it takes', () => {
    const dated = fc
      .tuple(digits(2), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }), digits(3))
      .map(
        ([year, month, day, serial]) =>
          `${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}${serial}`,
      );
    fc.assert(
      fc.property(dated, (body) => {
        for (const number of endings(body))
          if (stdnum.CZ?.rc?.validate(number).isValid)
            expect([number, accepts('CZ', number)]).toEqual([number, true]);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['digits', 'ABCDEFGHJUV', '0123456789'],
    ['letters', 'NPQRSW', 'ABCDEFGHIJ'],
  ])('on every NIF of a company that ends in %s', (_name, forms, alphabet) => {
    fc.assert(
      fc.property(fc.constantFrom(...forms), digits(7), (form, body) => {
        for (const number of endings(`${form}${body}`, alphabet))
          expect([number, accepts('ES', number)]).toEqual([
            number,
            stdnum.ES?.cif?.validate(number).isValid,
          ]);
      }),
      { numRuns: 500 },
    );
  });

  it('refuses exactly one digit changed in any number with a check digit', () => {
    const numbers = KNOWN.filter(([country, typed]) => {
      const read = readTaxNumber(country, typed);
      return isTaxNumber(read) && read.proof === 'check_digit' && read.kind !== 'rnokpp';
    });
    for (const [country, , , text] of numbers) {
      [...text].forEach((letter, at) => {
        if (!/\d/.test(letter)) return;
        const other = String((Number(letter) + 1) % 10);
        const changed = text.slice(0, at) + other + text.slice(at + 1);
        expect([changed, accepts(country, changed)]).toEqual([changed, false]);
      });
    }
  });
});
