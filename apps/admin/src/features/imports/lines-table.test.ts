import { csvOf, unguarded } from '@toster/contracts/csv';
import type { ImportLine } from '@toster/contracts/schemas/imports';
import { expect, it } from 'vitest';
import { rowsOf } from '#features/imports/lines-table.ts';

const line = (change: Partial<ImportLine>): ImportLine => ({
  line: 2,
  raw: '',
  fields: [],
  problem: { code: 'not_amount', field: 'price', currency: 'UAH' },
  reason: null,
  verdict: 'rejected',
  changes: [],
  ...change,
});

it('lines put aside come back with their columns where they were, number and reason in front', () => {
  const rows = rowsOf(
    ['Line', 'Reason'],
    ['Name', 'Price'],
    [
      line({ fields: ['Borscht', '-'] }),
      line({ line: 7, raw: '"open;12', problem: null, reason: 'a quote is not closed' }),
      line({ line: 9, fields: ['a', 'b', 'too many'] }),
    ],
    ({ code }) => code,
  );
  expect(rows).toEqual([
    ['Line', 'Reason', 'Name', 'Price'],
    ['2', 'not_amount', 'Borscht', '-'],
    ['7', 'a quote is not closed', '"open;12'],
    ['9', 'not_amount', 'a', 'b', 'too many'],
  ]);
});

it('no value of a file put aside is run as a formula, and each is as before once it is read again', () => {
  const value = '=HYPERLINK("http://x.example";"y")';
  const [, row = ''] = csvOf([['Name'], [value]]).split('\r\n');
  expect(row).toBe(`"'${value.replaceAll('"', '""')}"`);
  expect(unguarded(`'${value}`)).toBe(value);
});
