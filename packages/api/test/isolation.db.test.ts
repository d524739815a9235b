import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { INPUTS } from './inputs.ts';
import { type Kitchen, openKitchen } from './kitchen.ts';
import { procedures } from './procedures.ts';
import { stateOf } from './state.ts';

let kitchen: Kitchen;
let ours: Restaurant;
let theirs: Restaurant;
beforeAll(async () => {
  kitchen = await openKitchen({ renews: true });
  [ours, theirs] = [
    await kitchen.restaurant(['owner', 'manager']),
    await kitchen.restaurant(['owner']),
  ];
});
afterAll(() => kitchen.close());

const ID_MEMBERS = ['id', 'locationId', 'orgId', 'requestId', 'row'];

/** Procedures whose input names a record or a place. */
const takingIds = procedures().filter(([, { _def }]) =>
  _def.inputs.some(
    (input) => input instanceof z.ZodObject && ID_MEMBERS.some((name) => name in input.shape),
  ),
);

test('the walk finds the procedures that take ids', () => {
  expect(takingIds.map(([path]) => path)).toEqual(
    expect.arrayContaining(['orders.get', 'menu.priceItem', 'audit.request']),
  );
});

describe.each(takingIds.map(([path]) => path))('%s', (path) => {
  test('answers NOT_FOUND to another organisation and changes nothing of the record', async () => {
    const input = await INPUTS[path]?.(kitchen, theirs);
    const before = await stateOf(kitchen, theirs);
    const answer = await kitchen.call(ours.members.owner, path, input);
    expect(answer.error?.code).toBe('NOT_FOUND');
    expect(await stateOf(kitchen, theirs)).toEqual(before);
  });

  test('succeeds in the own organisation with the same kind of input', async () => {
    const input = await INPUTS[path]?.(kitchen, ours);
    const answer = await kitchen.call(ours.members.owner, path, input);
    expect(answer.error).toBeNull();
    if (path === 'session.switchOrg') kitchen.forget(ours.members.owner);
  });
});

test('ids of another organisation inside an input are not found either', async () => {
  const { owner } = ours.members;
  const [foreignItem] = theirs.menu.items;
  const [foreignCategory] = theirs.menu.categories;
  const create = await INPUTS['orders.create']?.(kitchen, ours);
  const foreign = { ...create, lines: [{ menuItemId: foreignItem?.id, quantity: 1 }] };
  expect((await kitchen.call(owner, 'orders.create', foreign)).error?.code).toBe('NOT_FOUND');
  const edit = await INPUTS['menu.editItem']?.(kitchen, ours);
  const moved = { ...edit, data: { categoryId: foreignCategory?.id } };
  expect((await kitchen.call(owner, 'menu.editItem', moved)).error?.code).toBe('NOT_FOUND');
});

test('a record at a location where somebody does not work is not found, and missing from lists', async () => {
  const [first, second] = ours.locations;
  const { owner, manager } = ours.members;
  if (manager === undefined) throw new Error('nobody is manager');
  const there = { ...ours, place: { ...ours.place, location: second } };
  const order = await kitchen.order(there);
  expect((await kitchen.call(manager, 'orders.get', { id: order.id })).error?.code).toBe(
    'NOT_FOUND',
  );
  expect(
    (await kitchen.call(manager, 'orders.advance', { id: order.id, to: 'accepted' })).error?.code,
  ).toBe('NOT_FOUND');
  expect((await kitchen.call(manager, 'orders.list', { locationId: second.id })).error?.code).toBe(
    'NOT_FOUND',
  );
  expect((await kitchen.call(owner, 'orders.get', { id: order.id })).error).toBeNull();

  const ZList = z.object({ orders: z.array(z.object({ id: z.string(), locationId: z.string() })) });
  const seen = await kitchen.ask(manager, 'orders.list', { limit: 100 }, ZList);
  expect(new Set(seen.orders.map((row) => row.locationId))).toEqual(new Set([first.id]));
  const all = await kitchen.ask(owner, 'orders.list', { limit: 100 }, ZList);
  expect(all.orders.map((row) => row.id)).toContain(order.id);
});
