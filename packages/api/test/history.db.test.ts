import { recordAt } from '@toster/contracts/records/fold-record';
import { newId } from '@toster/contracts/ids';
import { ZGetRecordHistoryOutput, ZListViewingsOutput } from '@toster/contracts/schemas/history';
import { withTenant } from '@toster/db/tenant';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { staffContext } from '@toster/db/testing/staff-context';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { INPUTS } from './inputs.ts';
import { type Kitchen, memberOf, openKitchen } from './kitchen.ts';

type Role = Parameters<typeof memberOf>[1];

let kitchen: Kitchen;
let restaurant: Restaurant;

const owner = () => restaurant.members.owner;
const historyOf = (kind: string, id: string, who: Role = 'owner', more: object = {}) =>
  kitchen.ask(
    memberOf(restaurant, who),
    'audit.history',
    { kind, id, limit: 100, ...more },
    ZGetRecordHistoryOutput,
  );
const viewingsOf = (kind: string, id: string, who: Role = 'owner') =>
  kitchen.ask(memberOf(restaurant, who), 'audit.viewings', { kind, id }, ZListViewingsOutput);
const refusal = async (path: string, input: object, who: Role) =>
  (await kitchen.call(memberOf(restaurant, who), path, input)).error;
const relsOf = ({ events }: z.output<typeof ZGetRecordHistoryOutput>) =>
  new Set(events.map(({ rel }) => rel));

/** A paid delivery, with the guest's address. */
const delivery = async () => {
  const input = {
    ...(await INPUTS['orders.create']?.(kitchen, restaurant)),
    channel: 'delivery',
    delivery: { line: 'вул. Хорива 4', city: 'Київ', phone: '+380671234567' },
  };
  return kitchen.ask(owner(), 'orders.create', input, z.object({ id: z.string() }));
};
/** Paid by card. */
const paid = () =>
  kitchen.order(restaurant, {
    status: 'delivered',
    payment: { method: 'card', card: { brand: 'visa', last4: '4242' } },
  });
const dish = () => restaurant.menu.items[0]?.id ?? '';
const price = (priceMinor: number) =>
  kitchen.call(owner(), 'menu.priceItem', { id: dish(), priceMinor });

beforeAll(async () => {
  kitchen = await openKitchen();
  restaurant = await kitchen.restaurant();
});
afterAll(() => kitchen.close());

describe('the history of a record', () => {
  test('is all that happened to it, newest first, and tells its price at every instant', async () => {
    await price(16_000);
    await price(17_000);
    await kitchen.admin`update menu_item set description = 'by hand' where org_id = ${restaurant.org.orgId} and id = ${dish()}`;
    const history = await historyOf('menu_item', dish());
    expect(history).toMatchObject({
      kind: 'menu_item',
      label: restaurant.menu.items[0]?.name,
      tables: ['menu_item'],
      withheld: [],
      within: null,
      nextCursor: null,
    });
    expect(history.events.map(({ op, source }) => [op, source])).toEqual([
      ['update', 'database'],
      ['update', 'console'],
      ['update', 'console'],
      ['insert', 'seed'],
    ]);
    const prices = history.events.map(({ capSeq }) =>
      recordAt(history, capSeq)[0]?.fields.find(({ name }) => name === 'price_minor'),
    );
    expect(prices.map((field) => field?.value)).toEqual([17_000, 17_000, 16_000, 14_500]);
    expect(prices[0]?.setBy).toMatchObject({
      action: 'menu_item.priced',
      actor: { firstName: owner().firstName },
    });
  });

  test('of an order holds its lines, the guest’s address, payment, card and receipt', async () => {
    const parts = ['orders', 'order_line', 'order_status_change', 'payment', 'receipt'];
    const { id } = await delivery();
    const history = await historyOf('order', id);
    expect(relsOf(history)).toEqual(new Set([...parts, 'delivery_address']));
    expect(relsOf(await historyOf('order', (await paid()).id))).toEqual(
      new Set([...parts, 'payment_card']),
    );
    expect(history.tables[0]).toBe('orders');
    expect(history.events.every(({ intact }) => intact)).toBe(true);
    const receipt = history.events.find(({ rel }) => rel === 'receipt');
    expect(receipt?.record).toMatchObject({ kind: 'receipt' });
    const own = await historyOf('receipt', receipt?.record?.id ?? '');
    expect([own.within, relsOf(own)]).toEqual([{ kind: 'order', id }, new Set(['receipt'])]);
  });

  test('says by name whom a value means', async () => {
    const { id } = await delivery();
    await kitchen.call(owner(), 'orders.advance', { id, to: 'accepted' });
    const { names } = await historyOf('order', id);
    expect(names).toContainEqual({ id: owner().id, name: owner().firstName });
  });

  test('comes page by page; a page says how the rows stood that it is not about', async () => {
    const { id } = await delivery();
    await kitchen.call(owner(), 'orders.advance', { id, to: 'accepted' });
    const newest = await historyOf('order', id, 'owner', { limit: 1 });
    expect(newest.nextCursor).not.toBeNull();
    const whole = await historyOf('order', id);
    const at = newest.events[0]?.capSeq ?? '';
    const named = (known: Parameters<typeof recordAt>[0]) =>
      new Set(recordAt(known, at).map(({ rel, rowId }) => `${rel} ${rowId}`));
    expect(named(newest)).toEqual(named(whole));
    const next = await historyOf('order', id, 'owner', { limit: 1, cursor: newest.nextCursor });
    expect(next.events[0]?.capSeq).toBe(whole.events[1]?.capSeq);
  });

  test('shows personal values to those who may read them on the record, and writes down that it did', async () => {
    const { id } = await delivery();
    const line = async (who: Role) =>
      (await historyOf('order', id, who)).events
        .find(({ rel }) => rel === 'delivery_address')
        ?.fields.find(({ name }) => name === 'line');
    expect(await line('manager')).toMatchObject({ state: 'disclosed', after: 'вул. Хорива 4' });
    const { viewings } = await viewingsOf('order', id);
    expect(viewings[0]).toMatchObject({
      actor: { id: memberOf(restaurant, 'manager').id },
      rels: expect.arrayContaining(['delivery_address']),
      count: 1,
    });
  });

  test('of an account and of its sessions can be read, and the reading is recorded', async () => {
    const [row] = await kitchen.admin<{ account: string; session: string }[]>`
      select m.account_id as account, s.id as session from membership m join auth.session s on s.account_id = m.account_id
      where m.org_id = ${restaurant.org.orgId} and m.id = ${owner().id} limit 1`;
    // Before somebody belongs to an organisation, no organisation's log has the account.
    await kitchen.admin`update auth.account set email = 'new-' || email where id = ${row?.account ?? ''}`;
    const account = await historyOf('account', row?.account ?? '');
    expect(relsOf(account)).toEqual(new Set(['auth.account']));
    const session = await historyOf('session', row?.session ?? '');
    expect(relsOf(session)).toEqual(new Set(['auth.session']));
    const { viewings } = await viewingsOf('account', row?.account ?? '');
    expect(viewings[0]).toMatchObject({ rels: ['auth.account'], actor: { id: owner().id } });
  });
});

describe('who viewed a record', () => {
  test('is told for one record and for lists, and not for others', async () => {
    const [first, second] = [await delivery(), await delivery()];
    const before = (await viewingsOf('order', first.id)).viewings.length;
    await kitchen.call(owner(), 'orders.get', { id: second.id });
    expect((await viewingsOf('order', first.id)).viewings).toHaveLength(before);
    await kitchen.call(owner(), 'orders.get', { id: first.id });
    const { viewings } = await viewingsOf('order', first.id);
    expect(viewings).toHaveLength(before + 1);
    const context = await staffContext(kitchen.database, owner(), { purpose: 'test.list' });
    await withTenant(kitchen.database.app, context, (tx) =>
      tx.execute(
        sql`select app.record_read('delivery_address', ${sql.param([first.id, second.id])}::uuid[])`,
      ),
    );
    const [list] = (await viewingsOf('order', first.id)).viewings;
    expect(list).toMatchObject({ rels: ['delivery_address'], count: 2 });
    expect((await viewingsOf('order', second.id)).viewings[0]?.capSeq).toBe(list?.capSeq);
  });
});

describe('a role', () => {
  test('that reads one part of the log sees that part of a record and is told which is withheld', async () => {
    const { id } = await paid();
    const finance = await historyOf('order', id, 'accountant');
    expect(relsOf(finance)).toEqual(new Set(['payment', 'payment_card', 'receipt']));
    expect(finance.withheld).toEqual(
      expect.arrayContaining(['orders', 'order_line', 'delivery_address']),
    );
    const member = await historyOf('staff', memberOf(restaurant, 'cook').id, 'hr');
    expect(relsOf(member).has('staff_private')).toBe(true);
    expect(relsOf(member).has('membership_grant')).toBe(false);
    expect(member.withheld.toSorted()).toEqual(['membership', 'membership_grant']);
  });

  test('sees no personal value that it does not see on the record', async () => {
    const { id } = memberOf(restaurant, 'cook');
    const fieldOf = async (who: Role) =>
      (await historyOf('staff', id, who)).events
        .find(({ rel }) => rel === 'staff_private')
        ?.fields.find(({ name }) => name === 'full_name');
    expect((await fieldOf('owner'))?.state).toBe('disclosed');
    expect((await fieldOf('hr'))?.state).toBe('disclosed');
    const { id: order } = await paid();
    const card = (await historyOf('order', order, 'accountant')).events
      .find(({ rel }) => rel === 'payment_card')
      ?.fields.find(({ name }) => name === 'last4');
    expect(card?.state).toBe('disclosed');
  });

  test('without the log is refused with the permission it lacks', async () => {
    for (const path of ['audit.history', 'audit.viewings'])
      expect(await refusal(path, { kind: 'menu_item', id: dish() }, 'cook')).toMatchObject({
        code: 'FORBIDDEN',
        details: { permission: 'audit_log.read' },
      });
  });

  test('of one location finds no record of another', async () => {
    const [, second] = restaurant.locations;
    const there = { ...restaurant, place: { ...restaurant.place, location: second } };
    const { id } = await kitchen.order(there);
    const input = { kind: 'order', id };
    for (const path of ['audit.history', 'audit.viewings']) {
      expect((await refusal(path, input, 'manager'))?.code).toBe('NOT_FOUND');
      expect(await refusal(path, input, 'owner')).toBeNull();
    }
  });
});

test('a kind that does not exist and an id that is none are refused as input', async () => {
  const [path] = ['audit.history'];
  expect((await refusal(path, { kind: 'password', id: newId() }, 'owner'))?.code).toBe(
    'INVALID_INPUT',
  );
  expect((await refusal(path, { kind: 'order', id: '1' }, 'owner'))?.code).toBe('INVALID_INPUT');
  expect((await refusal(path, { kind: 'order', id: newId() }, 'owner'))?.code).toBe('NOT_FOUND');
});
