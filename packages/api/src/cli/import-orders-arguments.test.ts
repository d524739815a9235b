import { describe, expect, it } from 'vitest';
import { UsageError } from './exit-codes.ts';
import { readImportArguments } from './import-orders-arguments.ts';

const GOOD = [
  'exports/pos may.csv',
  '--org',
  'diner-austin',
  '--location',
  'east-austin',
  '--as',
  'owner@diner-austin.demo',
  '--price',
  'line',
  '--placed-at',
  'column',
];

describe('the arguments of an import', () => {
  it('name the file, the place, the person and how to read it', () => {
    expect(
      readImportArguments([...GOOD, '--map', 'item_name=Dish', '--map', 'quantity=#3']),
    ).toEqual({
      path: 'exports/pos may.csv',
      org: 'diner-austin',
      location: 'east-austin',
      email: 'owner@diner-austin.demo',
      price: 'line',
      placedAt: 'column',
      map: new Map([
        ['item_name', 'Dish'],
        ['quantity', '#3'],
      ]),
      source: 'pos may',
      channel: 'takeaway',
      dryRun: false,
    });
  });

  it('ask for help before anything else', () => {
    expect(readImportArguments(['--help'])).toBeNull();
  });

  it.each([
    [[], 'which FILE?'],
    [['a.csv', 'b.csv', ...GOOD.slice(1)], 'one FILE at a time'],
    [GOOD.slice(0, 3), '--location is missing'],
    [[...GOOD, '--price', 'piece'], '--price is line or unit, not piece'],
    [[...GOOD, '--map', 'colour=red'], 'write FIELD=COLUMN'],
    [[...GOOD, '--map', 'quantity'], 'write FIELD=COLUMN'],
    [[...GOOD, '--source', 'Toster'], '--source toster is reserved'],
    [[...GOOD, '--source', 'x'.repeat(61)], '--source is a name'],
    [[...GOOD, '--colour'], 'colour'],
  ])('%j are refused with the reason', (args, message) => {
    expect(() => readImportArguments(args)).toThrow(UsageError);
    expect(() => readImportArguments(args)).toThrow(message);
  });
});
