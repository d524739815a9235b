import { describe, expect, it } from 'vitest';
import { ZCreateMenuItemInput } from '../src/schemas/menu.ts';
import { ZCreateOrderInput } from '../src/schemas/orders.ts';
import { ZCapSeq, ZInstant } from '../src/schemas/primitives.ts';

const id = '01890000-0000-7000-8000-000000000000';

describe('an instant', () => {
  it.each([
    '1970-01-01T00:00:00Z',
    '2026-11-20T10:00:00.123456+02:00',
    '2024-02-29T00:00:00Z',
    '2100-12-31T23:59:59Z',
  ])('%s is taken', (text) => expect(ZInstant.safeParse(text).success).toBe(true));

  it.each([
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '1969-12-31T23:59:59Z',
    '2101-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '2025-02-29T00:00:00Z',
    '2026-13-45T99:99:99Z',
    '2026-01-01T00:00:60Z',
    '2026-01-01',
    'now',
    '',
  ])('%j is refused', (text) => expect(ZInstant.safeParse(text).success).toBe(false));
});

describe('a position in the order of capture', () => {
  it.each(['0', '1', '9223372036854775807'])('%s is taken', (text) =>
    expect(ZCapSeq.safeParse(text).success).toBe(true),
  );
  it.each([
    '9223372036854775808',
    '9999999999999999999',
    '01',
    '-1',
    '1e3',
    '',
    'x',
    '1'.repeat(20),
  ])('%j is refused', (text) => expect(ZCapSeq.safeParse(text).success).toBe(false));
});

describe('a new order', () => {
  const order = (change: object, line: object = {}) =>
    ZCreateOrderInput.safeParse({
      locationId: id,
      channel: 'dine_in',
      lines: [{ menuItemId: id, quantity: 1, ...line }],
      ...change,
    }).success;
  const delivery = (change: object) =>
    order({ channel: 'delivery', delivery: { line: 'Khoryva 4', city: 'Kyiv', ...change } });

  it.each([
    [
      'modifiers',
      order({}, { modifiers: Array(20).fill('x'.repeat(80)) }),
      order({}, { modifiers: Array(21).fill('x') }),
    ],
    [
      'a modifier',
      order({}, { modifiers: ['x'.repeat(80)] }),
      order({}, { modifiers: ['x'.repeat(81)] }),
    ],
    ['a table label', order({ tableLabel: 'x'.repeat(40) }), order({ tableLabel: 'x'.repeat(41) })],
    [
      'a recipient',
      delivery({ recipient: 'x'.repeat(120) }),
      delivery({ recipient: 'x'.repeat(201) }),
    ],
    [
      'lines',
      order({}),
      order({ lines: Array.from({ length: 101 }, () => ({ menuItemId: id, quantity: 1 })) }),
    ],
  ])('bounds %s', (_what, largest, larger) => expect([largest, larger]).toEqual([true, false]));
});

it('the name of a menu item has at most 120 characters', () => {
  const item = (name: string) =>
    ZCreateMenuItemInput.safeParse({
      locationId: id,
      categoryId: id,
      name,
      priceMinor: 1,
      taxClass: 'standard',
    }).success;
  expect([item('x'.repeat(120)), item('x'.repeat(121))]).toEqual([true, false]);
});
