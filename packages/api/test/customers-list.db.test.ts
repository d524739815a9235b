import type { HumanRole } from '@toster/contracts/rbac/roles';
import { type CustomerRow, ZListCustomersOutput } from '@toster/contracts/schemas/customers';
import { describe, expect, test } from 'vitest';
import { customerStage } from './customer-stage.ts';

const stage = customerStage();
const { as, guest, elsewhere, errorOf } = stage;

describe('the list of guests', () => {
  const list = (role: HumanRole, input: object = {}) =>
    stage.kitchen.ask(as(role), 'customers.list', input, ZListCustomersOutput);

  test('shows each role its form: initial, mask, or nobody', async () => {
    const found = await guest({
      name: 'Олена Бондар',
      phone: '+380671234567',
      email: 'olena@example.com',
    });
    const rowFor = async (role: HumanRole) =>
      (await list(role)).customers.find(({ id }) => id === found.id);
    const open = { name: 'Олена Б.', phoneEnding: '67', email: 'o•••@e•••.com' };
    for (const role of ['owner', 'manager'] as const)
      expect(await rowFor(role)).toMatchObject(open);
    expect(await rowFor('operator')).toMatchObject({ ...open, name: 'О••• Б•••' });
    expect(await list('marketing')).toMatchObject({
      customers: [],
      consentedOnly: true,
      nextCursor: null,
    });
    expect((await list('owner')).consentedOnly).toBe(false);
    for (const role of ['cashier', 'cook', 'courier', 'accountant', 'hr'] as const)
      expect((await errorOf(role, 'customers.list', {}))?.details.permission).toBe(
        'customers.read',
      );
    const text = JSON.stringify([
      await list('owner'),
      await list('operator'),
      await list('manager'),
    ]);
    for (const value of ['Бондар', '671234567', 'olena@']) expect(text).not.toContain(value);
  });

  test('counts orders and money that the caller sees, without the cancelled and the void', async () => {
    const found = await guest();
    const made = [
      await stage.kitchen.order(stage.restaurant, { customer: found, status: 'delivered' }),
      await stage.kitchen.order(stage.restaurant, { customer: found, status: 'cooking' }),
    ];
    for (const status of ['cancelled', 'voided', 'refunded'] as const)
      await stage.kitchen.order(stage.restaurant, { customer: found, status });
    const there = await stage.kitchen.order(
      { ...stage.restaurant, place: elsewhere() },
      { customer: found, status: 'delivered', place: elsewhere() },
    );
    const rowFor = async (role: HumanRole) =>
      (await list(role)).customers.find(({ id }) => id === found.id);
    const here = made.reduce((sum, { totalMinor }) => sum + totalMinor, 0);
    expect(await rowFor('manager')).toMatchObject({ orderCount: 2, spentMinor: here });
    expect(await rowFor('owner')).toMatchObject({
      orderCount: 3,
      spentMinor: here + there.totalMinor,
    });
    const fresh = await guest();
    expect((await list('owner')).customers.find(({ id }) => id === fresh.id)).toMatchObject({
      orderCount: 0,
      spentMinor: 0,
      lastOrderAt: null,
    });
  });

  test('is limited to the places of the role, and to the one asked for', async () => {
    const there = await guest({}, elsewhere());
    const ids = async (role: HumanRole, input: object = {}) =>
      (await list(role, input)).customers.map(({ id }) => id);
    expect(await ids('manager')).toEqual([stage.restaurant.customer.id]);
    expect(new Set(await ids('owner'))).toEqual(new Set([stage.restaurant.customer.id, there.id]));
    expect(await ids('owner', { locationId: there.locationId })).toEqual([there.id]);
    expect(
      (await errorOf('manager', 'customers.list', { locationId: there.locationId }))?.code,
    ).toBe('NOT_FOUND');
    const other = await stage.kitchen.restaurant(['owner']);
    expect(
      (await errorOf('owner', 'customers.list', { locationId: other.place.location.id }))?.code,
    ).toBe('NOT_FOUND');
  });

  test.each(['last_order', 'newest'] as const)(
    'pages by %s without losing or repeating anybody',
    async (sort) => {
      const now = Date.now();
      const guests = [stage.restaurant.customer];
      for (let each = 0; each < 11; each += 1) {
        const made = await guest({ createdAt: new Date(now + each * 1000) });
        guests.push(made);
        // Some never ordered; two ordered at the same instant.
        if (each % 3 !== 0)
          await stage.kitchen.order(stage.restaurant, {
            customer: made,
            placedAt: new Date(now - Math.floor(each / 2) * 60_000),
          });
      }
      const seen: CustomerRow[] = [];
      let cursor: string | null = null;
      do {
        const page: typeof ZListCustomersOutput._output = await list('owner', {
          sort,
          limit: 4,
          ...(cursor === null ? {} : { cursor }),
        });
        seen.push(...page.customers);
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(seen.map(({ id }) => id).toSorted()).toEqual(guests.map(({ id }) => id).toSorted());
      const keys = seen.map((row) => (sort === 'newest' ? row.createdAt : (row.lastOrderAt ?? '')));
      expect(keys).toEqual(keys.toSorted().toReversed());
    },
  );
});
