import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitFields } from './split-fields.ts';

const quote = (field: string) => `"${field.replaceAll('"', '""')}"`;

describe('the fields of a record', () => {
  it.each([
    ['a,b,c', ['a', 'b', 'c']],
    ['', ['']],
    [',', ['', '']],
    ['a,', ['a', '']],
    ['"a,b",c', ['a,b', 'c']],
    ['"say ""hi""",x', ['say "hi"', 'x']],
    ['"",x', ['', 'x']],
    ['"two\nlines",x', ['two\nlines', 'x']],
    ['6" sub,x', ['6" sub', 'x']],
  ])('%j', (text, fields) => {
    expect(splitFields(text, ',')).toEqual({ fields });
  });

  it.each([
    ['"a,b', 'open quote'],
    ['"a""', 'open quote'],
    ['x,"', 'open quote'],
    ['"a"b,c', 'text after quote'],
  ])('are not guessed from broken quoting: %j', (text, problem) => {
    expect(splitFields(text, ',')).toEqual({ problem });
  });

  it('are those that csv-parse reads, for every text in every field', () => {
    const field = fc
      .string({ unit: 'binary', maxLength: 12 })
      .filter((text) => !text.includes('\r'));
    const record = fc.array(fc.tuple(field, fc.boolean()), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(record, fc.constantFrom(',', ';', '\t', '|'), (cells, delimiter) => {
        const text = cells
          .map(([cell, quoted]) => (quoted || /["\n,;|\t]/.test(cell) ? quote(cell) : cell))
          .join(delimiter);
        const [expected] = parse(text, { delimiter, relax_column_count: true, bom: false });
        // csv-parse takes an empty text for no record at all.
        expect(splitFields(text, delimiter)).toEqual({ fields: expected ?? [''] });
      }),
      { numRuns: 500 },
    );
  });
});
