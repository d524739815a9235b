import {
  type HomeCheckId,
  ZGetAttentionOutput,
  ZGetFiguresOutput,
  ZGetQueueOutput,
} from '@toster/contracts/schemas/home';
import type { HumanRole } from '@toster/contracts/rbac/roles';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { upload } from './import-files.ts';
import { type Kitchen, memberOf, openKitchen } from './kitchen.ts';

let kitchen: Kitchen;
let restaurant: Restaurant;
beforeAll(async () => {
  kitchen = await openKitchen();
});
beforeEach(async () => {
  restaurant = await kitchen.restaurant();
});
afterAll(() => kitchen.close());

const MINUTE = 60_000;
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE);
const here = () => restaurant.place.location.id;

const attention = (role: HumanRole, input: object = {}) =>
  kitchen.ask(memberOf(restaurant, role), 'home.attention', input, ZGetAttentionOutput);
const checkOf = async (role: HumanRole, id: HomeCheckId, input: object = {}) =>
  (await attention(role, input)).checks.find((check) => check.id === id);

describe('what needs somebody today', () => {
  test('is calm in a restaurant where nothing has happened', async () => {
    const { checks } = await attention('owner');
    expect(checks.length).toBeGreaterThanOrEqual(9);
    expect(checks.filter(({ level }) => level !== 'calm')).toEqual([]);
  });

  test('is red for an order past its promise, and names the oldest; delivered on time it is calm', async () => {
    const late = await kitchen.order(restaurant, { status: 'cooking', placedAt: ago(60) });
    await kitchen.order(restaurant, { status: 'cooking', placedAt: ago(50) });
    await kitchen.order(restaurant, { status: 'cooking', placedAt: ago(1) });
    await kitchen.order(restaurant, { status: 'delivered', placedAt: ago(90) });
    const [row] = await kitchen.admin<{ promised_at: Date }[]>`
      select promised_at from orders where id = ${late.id}`;
    expect(await checkOf('owner', 'orders_late')).toEqual({
      id: 'orders_late',
      level: 'red',
      count: 2,
      since: row?.promised_at.toISOString(),
    });
  });

  test('grows from amber to red while nobody takes an order', async () => {
    await kitchen.order(restaurant, { status: 'placed', placedAt: ago(4) });
    expect((await checkOf('manager', 'orders_unaccepted'))?.level).toBe('calm');
    await kitchen.order(restaurant, { status: 'placed', placedAt: ago(6) });
    expect((await checkOf('manager', 'orders_unaccepted'))?.level).toBe('amber');
    await kitchen.order(restaurant, { status: 'placed', placedAt: ago(11) });
    expect(await checkOf('manager', 'orders_unaccepted')).toMatchObject({ level: 'red', count: 2 });
  });

  test('counts delivered orders nobody paid for, not those that were paid elsewhere', async () => {
    await kitchen.order(restaurant, { status: 'delivered', placedAt: ago(80), payment: null });
    await kitchen.order(restaurant, { status: 'delivered', placedAt: ago(80) });
    const imported = await kitchen.order(restaurant, {
      status: 'delivered',
      placedAt: ago(80),
      payment: null,
    });
    await kitchen.admin`update orders set source = 'other' where id = ${imported.id}`;
    expect(await checkOf('accountant', 'orders_unpaid')).toMatchObject({ count: 1 });
  });

  test('shows a change made outside the application to whoever reads the log there', async () => {
    await kitchen.admin`update menu_item set price_minor = 1 where id = ${restaurant.menu.items[0]?.id ?? ''}`;
    expect(await checkOf('owner', 'outside_changes')).toMatchObject({ level: 'red', count: 1 });
    expect(await checkOf('cook', 'outside_changes')).toBeUndefined();
  });

  test('adds up the occurrences an event stands for', async () => {
    await kitchen.database.maintenance.run(
      restaurant.org.orgId,
      { action: 'sign_in.failed', request: 'test', part: 0 },
      async (tx) => {
        for (const count of [3, 18])
          await tx.execute(
            `select app.append_event(6::smallint, 'sign_in.failed', 'refusal', null, '{"count": ${count}}'::jsonb)`,
          );
      },
    );
    expect(await checkOf('owner', 'failed_sign_ins')).toMatchObject({ level: 'red', count: 21 });
  });

  test('is what each role may know, and nothing of another restaurant', async () => {
    const other = await kitchen.restaurant();
    await kitchen.order(other, { status: 'placed', placedAt: ago(60) });
    const ids = async (role: HumanRole) => (await attention(role)).checks.map(({ id }) => id);
    expect(await ids('cook')).toEqual(['orders_late', 'dishes_sold_out']);
    expect(await ids('courier')).toEqual(['orders_late']);
    expect(await ids('marketing')).toEqual([]);
    for (const check of (await attention('owner')).checks) expect(check.count).toBe(0);
    const there = await kitchen.call(memberOf(restaurant, 'owner'), 'home.attention', {
      locationId: other.place.location.id,
    });
    expect(there.error?.code).toBe('NOT_FOUND');
  });

  test('counts the lines put aside of the kinds of import the role may bring', async () => {
    for (const [kind, aside] of [
      ['orders', 3],
      ['menu', 2],
    ] as const) {
      const id = await upload(kitchen, restaurant.members.owner, here(), kind);
      await kitchen.admin`update import_job set lines_rejected = ${aside} where id = ${id}`;
    }
    const counted = async (role: HumanRole) =>
      (await checkOf(role, 'import_lines_aside'))?.count ?? null;
    expect(await counted('owner')).toBe(5);
    expect(await counted('cashier')).toBe(3);
    expect(await counted('accountant')).toBeNull();
  });

  test('is narrowed to the place that is asked about', async () => {
    await kitchen.order(restaurant, { status: 'cooking', placedAt: ago(60) });
    expect((await checkOf('owner', 'orders_late', { locationId: here() }))?.count).toBe(1);
  });
});

describe('the figures of today', () => {
  const DAY = 24 * 60;
  const figures = (role: HumanRole) =>
    kitchen.ask(
      memberOf(restaurant, role),
      'home.figures',
      { from: ago(120).toISOString(), weekAgo: ago(7 * DAY + 120).toISOString() },
      ZGetFiguresOutput,
    );

  test('count what was placed today and a week ago up to the same time, without what fell away', async () => {
    const today = await kitchen.order(restaurant, { status: 'delivered', placedAt: ago(90) });
    await kitchen.order(restaurant, { status: 'cooking', placedAt: ago(10) });
    await kitchen.order(restaurant, { status: 'voided', placedAt: ago(30) });
    await kitchen.order(restaurant, { status: 'delivered', placedAt: ago(7 * DAY + 50) });
    await kitchen.order(restaurant, { status: 'delivered', placedAt: ago(7 * DAY - 60) });
    await kitchen.order(restaurant, { status: 'delivered', placedAt: ago(3 * DAY) });
    const found = await figures('owner');
    expect(found).toMatchObject({
      today: { orders: 2, totalMinor: 2 * today.totalMinor },
      weekAgo: { orders: 1, totalMinor: today.totalMinor },
      open: 1,
    });
    expect(found.hours.slice(0, 3)).toEqual([
      { today: 1, weekAgo: 0 },
      { today: 1, weekAgo: 1 },
      { today: 0, weekAgo: 0 },
    ]);
  });

  test('are of one day and its weekday a week ago, an hour more or less where clocks change, and of no other', async () => {
    const ask = (from: number, weekAgo: number) =>
      kitchen.call(memberOf(restaurant, 'owner'), 'home.figures', {
        from: ago(from).toISOString(),
        weekAgo: ago(weekAgo).toISOString(),
      });
    for (const hour of [-59, 0, 59])
      expect((await ask(600, 600 + 7 * DAY + hour)).error).toBeNull();
    for (const [from, weekAgo, path] of [
      [26 * 60, 26 * 60 + 7 * DAY, 'from'],
      [-5, 7 * DAY, 'from'],
      [60, 60 + 7 * DAY + 120, 'weekAgo'],
      [60, 365 * DAY, 'weekAgo'],
    ] as const)
      expect((await ask(from, weekAgo)).error).toMatchObject({
        code: 'INVALID_INPUT',
        details: { issues: [{ path: [path] }] },
      });
  });

  test('show takings to those who see the total of every order, and only the number to the others', async () => {
    await kitchen.order(restaurant, { status: 'cooking', placedAt: ago(10) });
    expect((await figures('manager')).today.totalMinor).toBeGreaterThan(0);
    expect((await figures('cook')).today).toEqual({ orders: 1, totalMinor: null });
  });
});

describe('the queue', () => {
  test('holds the open orders of the role, the longest waiting first, and says how many there are', async () => {
    const ready = await kitchen.order(restaurant, { status: 'ready', placedAt: ago(40) });
    const cooking = await kitchen.order(restaurant, { status: 'cooking', placedAt: ago(20) });
    await kitchen.order(restaurant, { status: 'placed', placedAt: ago(30) });
    await kitchen.order(restaurant, { status: 'delivered', placedAt: ago(50) });
    const queue = (role: HumanRole, limit = 6) =>
      kitchen.ask(memberOf(restaurant, role), 'home.queue', { limit }, ZGetQueueOutput);
    expect((await queue('owner')).orders.map(({ status }) => status)).toEqual([
      'ready',
      'placed',
      'cooking',
    ]);
    expect((await queue('cook')).orders.map(({ id }) => id)).toEqual([ready.id, cooking.id]);
    expect(await queue('owner', 1)).toMatchObject({ total: 3, orders: [{ id: ready.id }] });
    expect((await queue('courier')).total).toBe(0);
  });
});
