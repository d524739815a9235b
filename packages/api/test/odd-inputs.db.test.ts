import { newId } from '@toster/contracts/ids';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { encodeCursor } from '../src/cursor.ts';
import { INPUTS } from './inputs.ts';
import { type Kitchen, openKitchen, unmetered } from './kitchen.ts';
import { procedures } from './procedures.ts';

let kitchen: Kitchen;
let restaurant: Restaurant;
beforeAll(async () => {
  kitchen = await openKitchen({ quotas: unmetered(), renews: true });
  restaurant = await kitchen.restaurant(['owner']);
});
afterAll(() => kitchen.close());

type Input = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

const WORDS = [
  '',
  ' ',
  '0',
  '-1',
  '1e400',
  '9223372036854775807',
  '9223372036854775808',
  '9999999999999999999',
  '0.9999999',
  'NULL',
  "'; drop table orders; --",
  '%_\\',
  '$1',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202e',
  '🥟'.repeat(60),
  'x'.repeat(5_000),
  '../../etc/passwd',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '01890000-0000-7000-8000-00000000000',
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '1969-12-31T23:59:59Z',
  '9999-12-31T23:59:59.999999Z',
  '2026-02-30T00:00:00Z',
  '2026-13-45 99:99:99',
  '2026-01-01T00:00:00+99:99',
  'infinity',
  '-infinity',
  'epoch',
  '0.0.0.0',
  '::ffff:256.1.1.1',
  'fe80::1%eth0',
  'orders',
  'order_note',
  'pg_class',
  'au.event',
  'accepted',
  'refunded',
  'delivery',
  'order.created',
  'no_such.thing_done',
];
const CURSORS = WORDS.flatMap((word) => [
  encodeCursor([word]),
  encodeCursor([word, newId()]),
  encodeCursor([new Date().toISOString(), word]),
  encodeCursor([word, word, word]),
]).concat(
  Buffer.from('{"0":"1"}').toString('base64url'),
  Buffer.from('[1]').toString('base64url'),
  Buffer.from('[null,null]').toString('base64url'),
);
const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1,
  2 ** 31,
  2 ** 31 - 1,
  2 ** 53,
  1e308,
  -1e308,
  [],
  {},
  [[]],
  [null],
  { toString: 'x' },
  { $gt: '' },
  Array.from({ length: 200 }, () => 'x'),
  ...WORDS,
];

/** What a valid input leaves out. */
const FULLER: Readonly<Record<string, Input>> = {
  'orders.create': {
    tableLabel: '7',
    kitchenNote: 'no onions',
    channel: 'delivery',
    delivery: { recipient: 'Ira', phone: '+380671234567', line: 'Khoryva 4', city: 'Kyiv' },
  },
  'orders.list': { status: ['placed'] },
  'customers.update': { data: { name: 'Ira', phone: '067 123 45 67', email: 'ira@example.com' } },
};

/** Every member of a schema, down to the last. */
function membersOf(schema: z.core.$ZodType, at: Path = []): readonly Path[] {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, member]) => [
      [...at, name],
      ...membersOf(member, [...at, name]),
    ]);
  if (schema instanceof z.ZodArray) return [[...at, 0], ...membersOf(schema.element, [...at, 0])];
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return membersOf(schema.unwrap(), at);
  return [];
}

/** The value with one member replaced. */
function replaced(value: unknown, [key, ...rest]: Path, odd: unknown): unknown {
  if (key === undefined) return odd;
  if (typeof key === 'number') {
    const list: unknown[] = Array.isArray(value) ? [...value] : [];
    list[key] = replaced(list[key], rest, odd);
    return list;
  }
  return { ...Object(value), [key]: replaced(Reflect.get(Object(value), key), rest, odd) };
}

const cases = procedures().flatMap(([path, { _def }]) =>
  _def.inputs
    .flatMap((input) => membersOf(input))
    .map((member) => [path, member.join('.'), member] as const),
);

test('the walk finds members of every depth', () => {
  expect(cases.map(([path, name]) => `${path} ${name}`)).toEqual(
    expect.arrayContaining([
      'orders.list from',
      'orders.list status.0',
      'orders.create lines.0.modifiers.0',
      'orders.create delivery.phone',
      'menu.editItem data.name',
      'audit.history cursor',
    ]),
  );
});

describe.each(cases)('%s with an odd %s', (path, _name, member) => {
  test('answers by the catalogue, never INTERNAL', async () => {
    const valid = await INPUTS[path]?.(kitchen, restaurant);
    const values = member.at(-1) === 'cursor' ? [...ODD, ...CURSORS] : ODD;
    for (const odd of path === 'session.stepUp' ? values.slice(0, 30) : values) {
      const input = replaced({ ...valid, ...FULLER[path] }, member, odd);
      const { status, error } = await kitchen.call(restaurant.members.owner, path, input);
      const told = { odd, error: status >= 500 ? error : null };
      expect(told).toEqual({ odd, error: null });
    }
  });
});

test.each([
  ['orders.list', { cursor: encodeCursor(['2026-13-45 99:99:99', newId()]) }],
  ['audit.search', { cursor: encodeCursor(['9999999999999999999']) }],
  ['orders.list', { from: '0000-01-01T00:00:00Z' }],
  ['audit.search', { from: '0000-01-01T00:00:00Z' }],
])('%s refuses %o as INVALID_INPUT', async (path, input) => {
  const { error } = await kitchen.call(restaurant.members.owner, path, input);
  expect(error?.code).toBe('INVALID_INPUT');
});
