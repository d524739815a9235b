import { ZGetOrderOutput, ZListOrdersOutput } from '@toster/contracts/schemas/orders';
import { totalsOf } from '@toster/contracts/tax';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Kitchen, memberOf, openKitchen } from './kitchen.ts';

let kitchen: Kitchen;
let restaurant: Restaurant;
beforeAll(async () => {
  kitchen = await openKitchen();
  restaurant = await kitchen.restaurant();
});
afterAll(() => kitchen.close());

const ZCreated = z.object({
  id: z.string(),
  number: z.number(),
  totalMinor: z.number(),
  receipt: z.object({ number: z.number() }).nullable(),
});
const locationId = () => restaurant.place.location.id;
const itemAt = (index: number) => {
  const item = restaurant.menu.items[index];
  if (item === undefined) throw new Error('the menu is shorter');
  return item;
};
const create = (input: Readonly<Record<string, unknown>> = {}) =>
  kitchen.ask(
    restaurant.members.owner,
    'orders.create',
    {
      locationId: locationId(),
      channel: 'takeaway',
      lines: [{ menuItemId: itemAt(0).id, quantity: 2 }],
      ...input,
    },
    ZCreated,
  );
const get = (role: Parameters<typeof memberOf>[1], id: string) =>
  kitchen.ask(memberOf(restaurant, role), 'orders.get', { id }, ZGetOrderOutput);
const advance = (role: Parameters<typeof memberOf>[1], id: string, to: string) =>
  kitchen.call(memberOf(restaurant, role), 'orders.advance', { id, to });
const readsOf = async (id: string) =>
  (
    await kitchen.admin`select rel, actor_id from au.event where kind = 5 and row_id = ${id} order by cap_seq`
  ).map((row) => row['rel']);

describe('a new order', () => {
  test('copies names and prices, adds tax by the country, and history begins', async () => {
    const { id, totalMinor } = await create({
      lines: [
        { menuItemId: itemAt(0).id, quantity: 2, modifiers: ['без сметани'] },
        { menuItemId: itemAt(1).id, quantity: 1 },
      ],
    });
    const order = await get('owner', id);
    const sum = itemAt(0).priceMinor * 2 + itemAt(1).priceMinor;
    expect(totalMinor).toBe(sum);
    const { subtotalMinor, taxMinor } = totalsOf('UA', [
      { taxClass: 'standard', lineTotalMinor: sum },
    ]);
    expect(order).toMatchObject({
      subtotalMinor,
      taxMinor,
      totalMinor,
      status: 'placed',
      next: ['accepted'],
      mayCancel: true,
      mayVoid: false,
    });
    expect(order.lines.map((line) => [line.name, line.quantity, line.modifiers])).toEqual([
      [itemAt(0).name, 2, ['без сметани']],
      [itemAt(1).name, 1, []],
    ]);
    expect(order.history).toMatchObject([
      { from: null, to: 'placed', by: { firstName: restaurant.members.owner.firstName } },
    ]);
  });

  test('numbers follow each other without gap or repetition, also when taken at once', async () => {
    const first = await create();
    const orders = await Promise.all(Array.from({ length: 8 }, () => create()));
    const numbers = orders.map(({ number }) => number).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 8 }, (_, index) => first.number + 1 + index));
  });

  test('paid at once has a payment of the whole amount and a receipt with its lines', async () => {
    const { id, receipt, totalMinor } = await create({
      payment: { method: 'card', tipMinor: 500 },
    });
    const order = await get('owner', id);
    expect(order.payments).toMatchObject([
      { method: 'card', amountMinor: totalMinor, tipMinor: 500, status: 'taken' },
    ]);
    expect(order.receipt).toMatchObject({ number: receipt?.number, totalMinor });
    const [row] = await kitchen.admin<
      { lines: unknown[] }[]
    >`select lines from receipt where order_id = ${id}`;
    expect(row?.lines).toEqual([
      {
        name: itemAt(0).name,
        quantity: 2,
        unitPriceMinor: itemAt(0).priceMinor,
        lineTotalMinor: itemAt(0).priceMinor * 2,
        taxClass: 'standard',
      },
    ]);
  });

  test('of something sold out is refused by its line', async () => {
    const item = itemAt(2);
    await kitchen.call(restaurant.members.owner, 'menu.setAvailability', {
      id: item.id,
      available: false,
    });
    const lines = [
      { menuItemId: itemAt(0).id, quantity: 1 },
      { menuItemId: item.id, quantity: 1 },
    ];
    const answer = await kitchen.call(restaurant.members.owner, 'orders.create', {
      locationId: locationId(),
      channel: 'takeaway',
      lines,
    });
    expect(answer.error?.details.issues).toEqual([
      { path: ['lines', 1, 'menuItemId'], rule: 'sold_out' },
    ]);
  });

  test('a delivery needs an address, nothing else has one', async () => {
    const base = { locationId: locationId(), lines: [{ menuItemId: itemAt(0).id, quantity: 1 }] };
    const delivery = { line: 'вул. Хорива 4', city: 'Київ' };
    const tried = await Promise.all([
      kitchen.call(restaurant.members.owner, 'orders.create', { ...base, channel: 'delivery' }),
      kitchen.call(restaurant.members.owner, 'orders.create', {
        ...base,
        channel: 'dine_in',
        delivery,
      }),
    ]);
    expect(tried.map(({ error }) => error?.code)).toEqual(['INVALID_INPUT', 'INVALID_INPUT']);
  });
});

describe('the way of an order', () => {
  test('goes through the hands that may take each step, and nobody else', async () => {
    const { id } = await create();
    expect((await advance('operator', id, 'cooking')).error?.code).toBe('ORDER_STATE_INVALID');
    expect((await advance('operator', id, 'accepted')).error).toBeNull();
    expect((await advance('operator', id, 'cooking')).error?.code).toBe('FORBIDDEN');
    expect((await advance('cook', id, 'cooking')).error).toBeNull();
    expect((await advance('cook', id, 'ready')).error).toBeNull();
    expect((await advance('packer', id, 'packed')).error).toBeNull();
    expect((await advance('courier', id, 'on_way')).error?.code).toBe('NOT_FOUND');
    await kitchen.admin`update orders set courier_id = ${memberOf(restaurant, 'courier').id} where id = ${id}`;
    expect((await advance('courier', id, 'on_way')).error).toBeNull();
    expect((await advance('courier', id, 'delivered')).error).toBeNull();
    const order = await get('owner', id);
    expect(order.history.map(({ to }) => to)).toEqual([
      'placed',
      'accepted',
      'cooking',
      'ready',
      'packed',
      'on_way',
      'delivered',
    ]);
    expect(order.closedAt).not.toBeNull();
    expect(order.next).toEqual([]);
  });

  test('two people at the same step: one takes it, the other is told the state', async () => {
    const { id } = await create();
    const answers = await Promise.all([
      advance('owner', id, 'accepted'),
      advance('manager', id, 'accepted'),
    ]);
    expect(answers.map(({ error }) => error?.code ?? 'OK').sort()).toEqual([
      'OK',
      'ORDER_STATE_INVALID',
    ]);
    expect((await get('owner', id)).history).toHaveLength(2);
  });

  test('before the kitchen begins it is cancelled, afterwards voided; the reason is kept', async () => {
    const { id } = await create();
    const { owner } = restaurant.members;
    expect((await kitchen.call(owner, 'orders.void', { id, reason: 'burnt' })).error?.code).toBe(
      'ORDER_STATE_INVALID',
    );
    expect(
      (await kitchen.call(owner, 'orders.cancel', { id, reason: 'гість пішов' })).error,
    ).toBeNull();
    expect(await get('owner', id)).toMatchObject({
      status: 'cancelled',
      notes: [{ kind: 'cancel_reason', body: 'гість пішов' }],
      mayCancel: false,
    });
    const cooking = await kitchen.order(restaurant, { status: 'cooking' });
    expect(
      (await kitchen.call(owner, 'orders.cancel', { id: cooking.id, reason: 'late' })).error?.code,
    ).toBe('ORDER_STATE_INVALID');
    expect(
      (await kitchen.call(owner, 'orders.void', { id: cooking.id, reason: 'burnt' })).error,
    ).toBeNull();
    expect((await get('owner', cooking.id)).status).toBe('voided');
  });
});

describe('what a role sees of an order', () => {
  const delivery = () =>
    kitchen.order(restaurant, {
      status: 'cooking',
      channel: 'delivery',
      customer: restaurant.customer,
      address: { line: 'вул. Хорива 4', city: 'Київ', doorNote: 'код 12' },
      kitchenNote: 'без цибулі, дзвонити +380 67 123 45 67',
      handledBy: restaurant.members.owner.id,
      payment: { method: 'card', card: { brand: 'visa', last4: '4242' } },
    });

  test('the owner: everything, and the look at guest and address is in the log', async () => {
    const { id } = await delivery();
    const order = await get('owner', id);
    expect(order.customer).toMatchObject({
      id: restaurant.customer.id,
      name: restaurant.customer.name,
      phone: restaurant.customer.phone,
    });
    expect(order.delivery).toMatchObject({ line: 'вул. Хорива 4', city: 'Київ' });
    expect(order.hidden).toEqual([]);
    expect(await readsOf(id)).toEqual(['delivery_address']);
    expect(await readsOf(restaurant.customer.id)).toContain('customer_contact');
  });

  test('the cook: the ticket; no money, no guest, no telephone number in the note', async () => {
    const { id } = await delivery();
    const cook = memberOf(restaurant, 'cook');
    await kitchen.admin`update orders set handled_by = ${cook.id} where id = ${id}`;
    const order = await get('cook', id);
    expect(order.lines).toHaveLength(1);
    expect(order).toMatchObject({
      totalMinor: null,
      taxMinor: null,
      customer: null,
      payments: [],
      history: [],
      receipt: null,
    });
    expect(order.lines[0]).toMatchObject({ unitPriceMinor: null, lineTotalMinor: null });
    expect(order.notes).toEqual([{ kind: 'kitchen', body: 'без цибулі, дзвонити •••' }]);
    expect(order.hidden).toEqual(
      expect.arrayContaining(['totals', 'history', 'payments', 'receipt', 'customer']),
    );
  });

  test('the operator: guest and address only of orders in hand', async () => {
    const { id } = await delivery();
    const apart = await get('operator', id);
    expect([apart.customer, apart.delivery]).toEqual([null, null]);
    expect(apart.hidden).toEqual(expect.arrayContaining(['customer', 'delivery']));
    expect(await readsOf(id)).toEqual([]);
    await kitchen.admin`update orders set handled_by = ${memberOf(restaurant, 'operator').id} where id = ${id}`;
    const inHand = await get('operator', id);
    expect(inHand.customer?.phone).toBe(restaurant.customer.phone);
    expect(await readsOf(id)).toEqual(['delivery_address']);
  });

  test('the courier: the door, while carrying; nothing of it after the order is cancelled', async () => {
    const { id } = await delivery();
    await kitchen.admin`update orders set courier_id = ${memberOf(restaurant, 'courier').id} where id = ${id}`;
    const carrying = await get('courier', id);
    expect(carrying.delivery).toMatchObject({ line: 'вул. Хорива 4', doorNote: 'код 12' });
    expect(carrying.customer).toMatchObject({ phone: restaurant.customer.phone, email: null });
    expect(carrying).toMatchObject({ totalMinor: null, payments: [] });
    await kitchen.admin`update orders set status = 'cancelled' where id = ${id}`;
    expect(await get('courier', id)).toMatchObject({ delivery: null, customer: null });
  });

  test('the accountant: money and documents, no guest', async () => {
    const { id, totalMinor } = await delivery();
    const order = await get('accountant', id);
    expect(order).toMatchObject({ totalMinor, customer: null, delivery: null, notes: [] });
  });

  test('the list: nothing personal for anybody, money for those who see totals', async () => {
    await delivery();
    for (const role of ['owner', 'cook', 'cashier', 'accountant'] as const) {
      const { orders } = await kitchen.ask(
        memberOf(restaurant, role),
        'orders.list',
        {},
        ZListOrdersOutput,
      );
      expect(orders.length).toBeGreaterThan(0);
      const withTotals = orders.filter((row) => row.totalMinor !== null);
      expect({ role, withTotals: withTotals.length }).toEqual({
        role,
        withTotals: role === 'cook' ? 0 : orders.length,
      });
      expect(JSON.stringify(orders)).not.toContain(restaurant.customer.name);
    }
  });
});

describe('the list', () => {
  test('pages through everything once, newest first', async () => {
    const place = await kitchen.restaurant(['owner']);
    const at = new Date('2026-11-20T10:00:00Z');
    const made = [];
    for (let index = 0; index < 7; index += 1)
      made.push(
        await kitchen.order(place, { placedAt: index < 4 ? at : new Date(at.getTime() + index) }),
      );
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const input = cursor === undefined ? { limit: 3 } : { limit: 3, cursor };
      const page: z.output<typeof ZListOrdersOutput> = await kitchen.ask(
        place.members.owner,
        'orders.list',
        input,
        ZListOrdersOutput,
      );
      seen.push(...page.orders.map((row) => row.id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toHaveLength(7);
    expect(new Set(seen)).toEqual(new Set(made.map((row) => row.id)));
  });

  test('filters by state, channel, number and time', async () => {
    const place = await kitchen.restaurant(['owner']);
    const early = await kitchen.order(place, {
      status: 'cooking',
      channel: 'dine_in',
      placedAt: new Date('2026-11-01T10:00:00Z'),
    });
    const late = await kitchen.order(place, {
      status: 'placed',
      channel: 'takeaway',
      placedAt: new Date('2026-11-02T10:00:00Z'),
    });
    const found = async (filter: Readonly<Record<string, unknown>>) =>
      (await kitchen.ask(place.members.owner, 'orders.list', filter, ZListOrdersOutput)).orders.map(
        (row) => row.id,
      );
    expect(await found({ status: ['cooking', 'ready'] })).toEqual([early.id]);
    expect(await found({ channel: 'takeaway' })).toEqual([late.id]);
    expect(await found({ number: early.number })).toEqual([early.id]);
    expect(await found({ from: '2026-11-02T00:00:00Z' })).toEqual([late.id]);
    expect(await found({ to: '2026-11-02T00:00:00Z' })).toEqual([early.id]);
    expect(await found({ locationId: place.locations[1].id })).toEqual([]);
  });

  test('a cursor somebody made up is INVALID_INPUT', async () => {
    const answer = await kitchen.call(restaurant.members.owner, 'orders.list', {
      cursor: 'eyJhIjoxfQ',
    });
    expect(answer.error?.details.issues).toEqual([{ path: ['cursor'], rule: 'invalid_format' }]);
  });
});
