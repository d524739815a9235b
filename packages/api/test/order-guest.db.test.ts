import { newId } from '@toster/contracts/ids';
import type { HumanRole } from '@toster/contracts/rbac/roles';
import { ZGetCustomerOutput } from '@toster/contracts/schemas/customers';
import { createCustomer } from '@toster/db/testing/factories/customer';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Kitchen, memberOf, nobody, openKitchen } from './kitchen.ts';

let kitchen: Kitchen;
let restaurant: Restaurant;
beforeAll(async () => {
  kitchen = await openKitchen();
});
beforeEach(async () => {
  restaurant = await kitchen.restaurant();
});
afterAll(() => kitchen.close());

const as = (role: HumanRole) => memberOf(restaurant, role);
/** A guest of the second establishment. */
const guestElsewhere = () =>
  kitchen.database.maintenance.run(
    restaurant.org.orgId,
    { action: 'customer.updated', request: newId(), part: 0 },
    (tx) => createCustomer(tx, { ...restaurant.place, location: restaurant.locations[1] }, {}),
  );

describe('an order for a guest', () => {
  const order = (customerId: unknown, more: object = {}) => ({
    locationId: restaurant.place.location.id,
    channel: 'takeaway',
    lines: [{ menuItemId: restaurant.menu.items[0]?.id, quantity: 1 }],
    customerId,
    ...more,
  });
  const create = (role: HumanRole, input: object) => kitchen.call(as(role), 'orders.create', input);

  test('is the guest’s from then on, found by whoever looked them up', async () => {
    const { id } = restaurant.customer;
    expect((await create('cashier', order(id))).status).toBe(200);
    const delivery = { channel: 'delivery', delivery: { line: 'Khoryva 4', city: 'Kyiv' } };
    expect((await create('operator', order(id, delivery))).status).toBe(200);
    const rows =
      await kitchen.admin`select o.customer_id, d.customer_id as at_door from orders o left join delivery_address d on d.order_id = o.id where o.org_id = ${restaurant.org.orgId} order by o.number`;
    expect([...rows]).toEqual([
      { customer_id: id, at_door: null },
      { customer_id: id, at_door: id },
    ]);
    const profile = await kitchen.ask(as('owner'), 'customers.get', { id }, ZGetCustomerOutput);
    expect(profile.orderCount).toBe(2);
  });

  test('is not placed for a guest out of reach, of another restaurant, or for nobody', async () => {
    const there = await guestElsewhere();
    const other = await kitchen.restaurant(['owner']);
    for (const id of [there.id, other.customer.id, nobody()]) {
      const { error } = await create('cashier', order(id));
      expect(error?.code).toBe('NOT_FOUND');
    }
    const [row] =
      await kitchen.admin`select count(*)::int as n from orders where org_id = ${restaurant.org.orgId}`;
    expect(row?.['n']).toBe(0);
    expect((await create('owner', order(there.id))).status).toBe(200);
  });

  test('without a guest is as before', async () => {
    expect((await create('cashier', order(undefined))).status).toBe(200);
    const [row] =
      await kitchen.admin`select customer_id from orders where org_id = ${restaurant.org.orgId}`;
    expect(row?.['customer_id']).toBeNull();
  });
});
