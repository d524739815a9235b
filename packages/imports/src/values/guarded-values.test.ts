import { csvOf } from '@toster/contracts/csv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitFields } from '../table/split-fields.ts';
import { fieldOf } from './read.ts';

const textOf = (rows: string[][]) => csvOf(rows).replace('\uFEFF', '').replace(/\r\n$/u, '');

describe('a table for download', () => {
  it.each(['=1+1', '+380 50', '-5', '@sum', '\t=1', '\r=1', ' =cmd'])(
    'makes no formula of %j',
    (value) => {
      expect(textOf([[value]]).replace(/^"/u, '')).toMatch(/^'/u);
    },
  );

  it('leaves every other value as it is, quoted where it must be', () => {
    expect(csvOf([['a', 'b, "c"', 'd\ne', '']])).toBe('\uFEFFa,"b, ""c""","d\ne",\r\n');
  });

  it('comes back through an import as it went out, whatever stands in it', () => {
    // The one thing that cannot come back: an apostrophe of the value's own before a sign.
    const value = fc
      .string({ unit: 'grapheme' })
      .map((text) => text.trim())
      .filter((text) => !/^'[=+\-@\t\r]/u.test(text));
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 5 }), (row) => {
        const split = splitFields(textOf([row]), ',');
        const fields = 'fields' in split ? split.fields : [];
        const back = row.map((_, index) => fieldOf(fields, { name: index }, 'name'));
        expect(back).toEqual(row);
      }),
    );
  });
});
