import { describe, expect, it } from 'vitest';
import { UsageError } from './exit-codes.ts';
import { readImportArguments } from './import-arguments.ts';

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
      readImportArguments('orders', [...GOOD, '--map', 'item_name=Dish', '--map', 'quantity=#3']),
    ).toEqual({
      path: 'exports/pos may.csv',
      org: 'diner-austin',
      location: 'east-austin',
      email: 'owner@diner-austin.demo',
      encoding: 'utf-8',
      says: { kind: 'orders', price: 'line', placedAt: 'column', channel: 'takeaway' },
      map: new Map([
        ['item_name', 'Dish'],
        ['quantity', '#3'],
      ]),
      source: 'pos may',
      dryRun: false,
    });
  });

  it('ask for help before anything else', () => {
    expect(readImportArguments('orders', ['--help'])).toBeNull();
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
    [[...GOOD, '--category', 'Soups'], '--category belongs to import menu'],
    [[...GOOD, '--encoding', 'utf-16'], '--encoding is utf-8 or'],
  ])('%j are refused with the reason', (args, message) => {
    expect(() => readImportArguments('orders', args)).toThrow(UsageError);
    expect(() => readImportArguments('orders', args)).toThrow(message);
  });

  it('of a menu say what new dishes have in common', () => {
    const args = ['menu.csv', '--org', 'o', '--location', 'l', '--as', 'a@b.test'];
    expect(
      readImportArguments('menu', [...args, '--category', 'Soups', '--tax-class', 'meal']),
    ).toMatchObject({
      source: 'menu',
      says: { kind: 'menu', defaults: { category: 'Soups', taxClass: 'meal' } },
    });
    expect(readImportArguments('customers', args)).toMatchObject({ says: { kind: 'customers' } });
  });
});
