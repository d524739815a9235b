import { problemText } from '@toster/contracts/imports/problems';
import { describe, expect, it } from 'vitest';
import { readOrderLine, type Reading } from '../orders/read-order-line.ts';
import { nameColumns, recogniseColumns } from '../table/columns.ts';
import { detectDelimiter } from '../table/header.ts';
import type { PriceMeaning } from '../table/names/price-names.ts';
import { readChoices } from './read-choices.ts';
import { readInstant } from './read-instant.ts';

const columnsOf = (
  header: string,
  price: PriceMeaning = 'line',
  map: ReadonlyMap<string, string> = new Map(),
) =>
  nameColumns({
    kind: 'orders',
    names: header.split(/[,;]/),
    map,
    price,
    needed: ['order_id', 'quantity', 'item_name', 'item_price'],
  });

const reading: Reading = {
  columns: columnsOf('order_id,quantity,item_name,item_price'),
  price: 'line',
  currency: 'USD',
  timezone: 'America/Chicago',
  placedAt: new Date('2012-07-01T12:00:00Z'),
  now: new Date('2026-01-01T00:00:00Z'),
};
const line = (quantity: string, price: string, change: Partial<Reading> = {}) =>
  readOrderLine(['1', quantity, 'Tea', price], { ...reading, ...change });

describe('a price', () => {
  it.each([
    ['$2.39 ', 239],
    ['2.39', 239],
    ['2,39', 239],
    ['USD 1,234.50', 123_450],
    ['1 234.5', 123_450],
    ['0', 0],
    ['$0.10', 10],
    ['90071992.54', 9_007_199_254],
  ])('%j is read exactly into minor units', (text, minor) => {
    expect(line('1', text)).toMatchObject({ lineTotalMinor: minor });
  });

  it.each(['', 'NULL', 'free', '1$50', '2.399', '1,234', '--1', '1e3', '0x10', '12.3.4', '$', '٣'])(
    '%j is refused instead of guessed',
    (text) => {
      expect(line('1', text)).toHaveProperty('problem');
    },
  );

  it('of a line that does not divide keeps the total of the line exact and rounds the unit down', () => {
    expect(line('3', '10.00')).toMatchObject({ unitPriceMinor: 333, lineTotalMinor: 1_000 });
  });

  it('of one piece is multiplied', () => {
    expect(line('3', '10.00', { price: 'unit' })).toMatchObject({
      unitPriceMinor: 1_000,
      lineTotalMinor: 3_000,
    });
  });
});

describe('a field beyond all measure', () => {
  const wide = columnsOf('order_id,quantity,item_name,item_price,choices,placed_at');
  const read = (name: string, choices: string, placedAt = '2020-01-01 10:00') =>
    readOrderLine(['1', '1', name, '1.00', choices, placedAt], {
      ...reading,
      columns: wide,
      placedAt: null,
    });
  const many = (count: number) => Array.from({ length: count }, () => 'Salsa').join(',');

  it.each([
    [read('x'.repeat(301), ''), 'item_name is longer than 300 characters'],
    [read('Tea', many(101)), 'choice_description holds more than 100 choices'],
    [
      read('Tea', `Salsa,${'x'.repeat(201)}`),
      'choice_description holds a choice longer than 200 characters',
    ],
    [read('Tea', '', '1969-12-31T23:59:59Z'), 'placed_at lies before 1970'],
    [read('Tea', '', '-002000-01-01T00:00:00Z'), 'placed_at lies before 1970'],
  ])('is a problem of its line: %o', (answer, problem) => {
    expect('problem' in answer && problemText(answer.problem)).toBe(problem);
  });

  it('up to the measure is taken', () => {
    expect(read('x'.repeat(300), 'x'.repeat(200))).toMatchObject({ modifiers: ['x'.repeat(200)] });
    expect(read('Tea', many(100))).toMatchObject({ modifiers: { length: 100 } });
  });
});

describe('a quantity', () => {
  it.each([
    ['1', 1],
    ['15', 15],
    ['2.0', 2],
    ['2,00', 2],
  ])('%j', (text, quantity) => {
    expect(line(text, '1.00')).toMatchObject({ quantity });
  });

  it.each([
    '',
    '0',
    '-1',
    '2,000',
    '2.000',
    '1.5',
    'two',
    '1e2',
    'NaN',
    '10001',
    '99999999999999999999',
  ])('%j is refused', (text) => {
    expect(line(text, '1.00')).toHaveProperty('problem');
  });
});

describe('choices', () => {
  it.each([
    ['NULL', []],
    ['', []],
    ['[Sprite]', ['Sprite']],
    ['[Salsa (Mild, Fresh), [Rice, Black Beans]]', ['Salsa (Mild, Fresh)', 'Rice', 'Black Beans']],
    ['[[A, B], [C]]', ['A', 'B', 'C']],
    ['no onions; extra cheese', ['no onions', 'extra cheese']],
    ['unclosed (bracket, kept', ['unclosed (bracket, kept']],
    ['a) b, c', ['a) b', 'c']],
  ])('%j', (text, choices) => {
    expect(readChoices(text)).toEqual(choices);
  });
});

describe('a time', () => {
  it.each([
    ['2026-03-01T18:30', '2026-03-02T00:30:00.000Z'],
    ['2026-03-01 18:30:15', '2026-03-02T00:30:15.000Z'],
    ['2026-03-01', '2026-03-01T18:00:00.000Z'],
    ['2026-03-01T18:30:00Z', '2026-03-01T18:30:00.000Z'],
    ['2026-03-01 18:30+02:00', '2026-03-01T16:30:00.000Z'],
    // The hour that the clocks skipped, and the one they went through twice.
    ['2026-03-08 02:30', '2026-03-08T08:30:00.000Z'],
    ['2026-11-01 01:30', '2026-11-01T06:30:00.000Z'],
    ['1.3.2026', '2026-03-01T18:00:00.000Z'],
    ['01.12.2026 8:05', '2026-12-01T14:05:00.000Z'],
    ['31.12.2026, 23:59:30', '2027-01-01T05:59:30.000Z'],
  ])('%s in Chicago', (text, instant) => {
    expect(readInstant(text, 'America/Chicago')?.toISOString()).toBe(instant);
  });

  it.each([
    '',
    '3.1',
    '31.02.2026',
    '2026.03.01',
    '03/01/2026',
    '2026-13-01',
    '2026-02-30 10:00',
    '2026-03-01T25:00',
    'today',
    '18:30',
  ])('%j is refused', (text) => {
    expect(readInstant(text, 'America/Chicago')).toBeNull();
  });

  it('in the future is refused', () => {
    const columns = columnsOf('order_id,quantity,item_name,item_price,placed_at');
    const later = readOrderLine(['1', '1', 'Tea', '1.00', '2026-01-02'], {
      ...reading,
      columns,
      placedAt: null,
    });
    expect(later).toEqual({ problem: { code: 'in_future', field: 'placed_at' } });
  });
});

describe('a header', () => {
  it.each([
    ['a\tb,c\td', '\t'],
    ['a;b;c,d', ';'],
    ['a,b', ','],
    ['a|b|c', '|'],
    ['"a;b;c",d', ','],
    ['alone', null],
  ])('%j is divided by the delimiter that makes the most of it', (header, delimiter) => {
    expect(detectDelimiter(header)).toBe(delimiter);
  });

  it('prefers the price column that fits what the price means', () => {
    const header = 'Order ID;Qty;Item;Unit Price;Line Total';
    expect(columnsOf(header, 'unit').item_price).toBe(3);
    expect(columnsOf(header, 'line').item_price).toBe(4);
  });

  it('is recognised with a unit behind a name, unless another column has the bare name', () => {
    const found = (...names: string[]) => recogniseColumns('menu', names);
    expect(found('Назва', 'Ціна, грн')).toEqual({ name: 0, price: 1 });
    expect(found('Nazwa', 'Cena (zł)', 'Podatek')).toEqual({ name: 0, price: 1, tax_class: 2 });
    expect(found('Name', 'Price [EUR]', 'Price')).toEqual({ name: 0, price: 2 });
    expect(found('Name', ', EUR', '(price)', '')).toEqual({ name: 0, price: 2 });
  });

  it('names what it has when a column is missing', () => {
    expect(() => columnsOf('order_id,quantity,item_name')).toThrow(
      '--map item_price=COLUMN; the file has #1 order_id, #2 quantity, #3 item_name',
    );
    expect(() =>
      columnsOf('order_id,quantity,item_name,x', 'line', new Map([['item_price', 'cost']])),
    ).toThrow('there is no column cost for item_price');
  });
});
