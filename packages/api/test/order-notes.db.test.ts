import { ORDER_STATES } from '@toster/contracts/orders/states';
import { ZGetOrderOutput } from '@toster/contracts/schemas/orders';
import type { OrderInput } from '@toster/db/testing/factories/order';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Kitchen, memberOf, openKitchen } from './kitchen.ts';

let kitchen: Kitchen;
let restaurant: Restaurant;
beforeAll(async () => {
  kitchen = await openKitchen();
  restaurant = await kitchen.restaurant();
});
afterAll(() => kitchen.close());

type Role = Parameters<typeof memberOf>[1];

const note = (input: Partial<OrderInput>, at = restaurant) =>
  kitchen.order(at, { kitchenNote: 'без цибулі', ...input });
const call = (role: Role, id: string) =>
  kitchen.call(memberOf(restaurant, role), 'orders.get', { id });
const get = async (role: Role, id: string) => {
  const { data, error } = await call(role, id);
  expect(error).toBeNull();
  return ZGetOrderOutput.parse(data);
};

describe('the kitchen note of an order that waits in the kitchen', () => {
  test.each(['accepted', 'cooking', 'ready'] as const)(
    'is shown to a cook of the location before anybody has it in hand: %s',
    async (status) => {
      const { id } = await note({ status });
      const order = await get('cook', id);
      expect(order.notes).toEqual([{ kind: 'kitchen', body: 'без цибулі' }]);
      expect(order.hidden).not.toContain('notes');
    },
  );

  test('is nothing to a cook of another location, who is not told of the order', async () => {
    const there = {
      ...restaurant,
      place: { ...restaurant.place, location: restaurant.locations[1] },
    };
    const { id } = await note({ status: 'accepted' }, there);
    expect((await call('cook', id)).error?.code).toBe('NOT_FOUND');
    expect((await get('owner', id)).notes).toHaveLength(1);
  });

  test('comes without the reasons kept of the order', async () => {
    const { id } = await note({ status: 'accepted' });
    await kitchen.admin`
      insert into order_note (org_id, order_id, location_id, kind, body, created_at)
      select org_id, order_id, location_id, 'void_reason', 'burnt', created_at from order_note where order_id = ${id}`;
    expect((await get('cook', id)).notes.map(({ kind }) => kind)).toEqual(['kitchen']);
    expect((await get('owner', id)).notes.map(({ kind }) => kind).sort()).toEqual([
      'kitchen',
      'void_reason',
    ]);
  });
});

describe('notes that are not shown are said to be hidden', () => {
  const roles = [
    'owner',
    'operator',
    'cook',
    'packer',
    'courier',
    'cashier',
    'accountant',
  ] as const;

  test.each(roles)('%s, in every state, in hand or not', async (role) => {
    const { id: staffId } = memberOf(restaurant, role);
    for (const status of ORDER_STATES) {
      for (const mine of [{}, { handledBy: staffId }, { courierId: staffId }]) {
        const { id } = await note({ status, ...mine });
        const { data } = await call(role, id);
        if (data === null) continue;
        const { notes, hidden } = ZGetOrderOutput.parse(data);
        const shown = notes.some(({ kind }) => kind === 'kitchen');
        const said = { status, mine, hidden: hidden.includes('notes') };
        expect(said).toEqual({ status, mine, hidden: !shown });
      }
    }
  });

  test('the cook who had a delivered order in hand, once its day is over', async () => {
    const { id } = await note({ status: 'delivered', handledBy: memberOf(restaurant, 'cook').id });
    const seenAt = async (minutes: number) => {
      await kitchen.admin`update orders set closed_at = now() - ${minutes} * interval '1 minute' where id = ${id}`;
      const { notes, hidden } = await get('cook', id);
      return { shown: notes.length === 1, hidden: hidden.includes('notes') };
    };
    expect(await seenAt(14)).toEqual({ shown: true, hidden: false });
    expect(await seenAt(16)).toEqual({ shown: false, hidden: true });
  });
});
