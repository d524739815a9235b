import { newId } from '@toster/contracts/ids';
import {
  ZGetAuditRequestOutput,
  ZGetLatestOutput,
  ZSearchAuditOutput,
} from '@toster/contracts/schemas/audit';
import { createAccount, createMember } from '@toster/db/testing/factories/member';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { INPUTS } from './inputs.ts';
import { type Kitchen, memberOf, openKitchen } from './kitchen.ts';

let kitchen: Kitchen;
let restaurant: Restaurant;
let itemId: string;
/** The request in which the owner raised the price. */
let priced: string;

const owner = () => restaurant.members.owner;
const search = async (
  filter: Readonly<Record<string, unknown>> = {},
  who: Parameters<typeof memberOf>[1] = 'owner',
) =>
  (await kitchen.ask(memberOf(restaurant, who), 'audit.search', filter, ZSearchAuditOutput)).lines;
const request = (requestId: string, who: Parameters<typeof memberOf>[1] = 'owner') =>
  kitchen.ask(memberOf(restaurant, who), 'audit.request', { requestId }, ZGetAuditRequestOutput);
const latest = (after = '0') => kitchen.ask(owner(), 'audit.latest', { after }, ZGetLatestOutput);
const create = async (more: Readonly<Record<string, unknown>> = {}) => {
  const input = { ...(await INPUTS['orders.create']?.(kitchen, restaurant)), ...more };
  return kitchen.ask(owner(), 'orders.create', input, z.object({ id: z.string() }));
};

beforeAll(async () => {
  kitchen = await openKitchen();
  restaurant = await kitchen.restaurant();
  itemId = restaurant.menu.items[0]?.id ?? '';
  await kitchen.call(owner(), 'menu.priceItem', { id: itemId, priceMinor: 16_000 });
  priced = (await search({ action: 'menu_item.priced' }))[0]?.requestId ?? '';
});
afterAll(() => kitchen.close());

describe('the folded log', () => {
  test('has one line for a price change: who, what, where, from, to', async () => {
    const [line] = await search({ action: 'menu_item.priced' });
    expect(line).toMatchObject({
      action: 'menu_item.priced',
      domain: 'menu',
      actor: { kind: 'staff', id: owner().id, firstName: owner().firstName },
      source: 'console',
      location: { id: restaurant.place.location.id, name: restaurant.place.location.name },
      rel: 'menu_item',
      rowId: itemId,
      label: restaurant.menu.items[0]?.name,
      count: 1,
      countIsLeast: false,
      changes: [{ name: 'price_minor', state: 'plain', before: 14_500, after: 16_000 }],
    });
  });

  test('folds an order with its lines, history, payment and receipt into one line about the order', async () => {
    const { id } = await create();
    const [line] = await search({ rel: 'orders', row: id });
    expect(line).toMatchObject({ action: 'order.created', rel: 'orders', rowId: id, count: 5 });
    expect(line?.counts.map(({ rel }) => rel)).toEqual([
      'orders',
      'order_line',
      'order_status_change',
      'payment',
      'receipt',
    ]);
    expect(line?.changes).toEqual([
      { name: 'total_minor', state: 'plain', changed: true, after: expect.any(Number) },
    ]);
  });

  test('pages without repeating or losing a line', async () => {
    for (let index = 0; index < 5; index += 1) await create();
    const all = (await search({ limit: 100 })).map((line) => line.requestId);
    const paged: string[] = [];
    let cursor: string | null | undefined;
    do {
      const input = cursor === undefined ? { limit: 2 } : { limit: 2, cursor };
      const page: z.output<typeof ZSearchAuditOutput> = await kitchen.ask(
        owner(),
        'audit.search',
        input,
        ZSearchAuditOutput,
      );
      paged.push(...page.lines.map((line) => line.requestId));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(paged).toEqual(all);
    expect(new Set(paged).size).toBe(paged.length);
  });

  test('is found by each filter, and only by those that match', async () => {
    const hit = async (filter: Readonly<Record<string, unknown>>) =>
      (await search(filter)).some((line) => line.requestId === priced);
    const matching = [
      { actorId: owner().id },
      { domain: 'menu' },
      { rel: 'menu_item', row: itemId },
      { locationId: restaurant.place.location.id },
      { source: 'console' },
      { text: 'борщ' },
      { text: itemId },
      { address: '192.0.2.7' },
      { address: '::ffff:192.0.2.7' },
      { from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' },
      { action: 'menu_item.priced', actorId: owner().id, text: 'Борщ', address: '192.0.2.7' },
    ];
    for (const filter of matching)
      expect({ filter, hit: await hit(filter) }).toEqual({ filter, hit: true });
    const others = [
      { actorId: newId() },
      { domain: 'finance' },
      { rel: 'menu_item', row: newId() },
      { locationId: restaurant.locations[1].id },
      { source: 'import' },
      { text: 'вареники' },
      { text: '%' },
      { address: '192.0.2.8' },
      { to: '2020-01-01T00:00:00Z' },
    ];
    for (const filter of others)
      expect({ filter, hit: await hit(filter) }).toEqual({ filter, hit: false });
  });

  test('leaves reads of personal data out unless asked for them', async () => {
    await request(priced);
    expect(
      (await search({ limit: 100 })).some((line) => line.action === 'personal_data.read'),
    ).toBe(false);
    const [read] = await search({ action: 'personal_data.read' });
    expect(read).toMatchObject({ actor: { id: owner().id }, rel: 'event', rowId: priced });
  });

  test('changes its mark with every new line, also one that commits late', async () => {
    const before = await latest();
    expect(before.changed).toBe(true);
    expect(await latest(before.newest)).toEqual({ newest: before.newest, changed: false });
    const slow = await kitchen.admin.reserve();
    await slow`begin`;
    await slow`update menu_item set description = 'slow' where org_id = ${restaurant.org.orgId} and id = ${itemId}`;
    await create();
    const between = await latest(before.newest);
    expect(between.changed).toBe(true);
    await slow`commit`;
    slow.release();
    expect((await latest(between.newest)).changed).toBe(true);
  });

  test('shows a change made past the application as such', async () => {
    await kitchen.admin`update menu_item set description = 'by hand' where org_id = ${restaurant.org.orgId} and id = ${itemId}`;
    const [line] = await search({ source: 'database', rel: 'menu_item', row: itemId });
    expect(line?.actor).toMatchObject({ kind: 'database', id: null });
    expect(line?.actor.dbUser).not.toBeNull();
  });
});

describe('one action', () => {
  test('tells who made it from where, with before and after', async () => {
    const action = await request(priced);
    expect(action).toMatchObject({
      action: 'menu_item.priced',
      actor: { id: owner().id },
      address: { state: 'disclosed', value: '192.0.2.7' },
      userAgent: { state: 'disclosed', value: 'Kitchen/1' },
    });
    const [event] = action.events;
    expect(event).toMatchObject({ op: 'update', rel: 'menu_item', intact: true });
    expect(event?.fields.filter((field) => field.changed)).toEqual([
      { name: 'price_minor', state: 'plain', changed: true, before: 14_500, after: 16_000 },
    ]);
  });

  test('shows personal values to those who may read the record, and writes down that it did', async () => {
    const { id } = await create({
      channel: 'delivery',
      delivery: { line: 'вул. Хорива 4', city: 'Київ', phone: '+380671234567' },
    });
    const requestId = (await search({ rel: 'orders', row: id }))[0]?.requestId ?? '';
    const address = (await request(requestId)).events.find(
      (event) => event.rel === 'delivery_address',
    );
    expect(address?.fields).toContainEqual({
      name: 'line',
      state: 'disclosed',
      changed: true,
      after: 'вул. Хорива 4',
    });
    const reads = await kitchen.admin`select rel from au.event where kind = 5 and row_id = ${id}`;
    expect(reads.map((row) => row['rel'])).toContain('delivery_address');
  });

  test('says who sees the address of the place, and erased where the value is gone', async () => {
    const { id } = await create({
      channel: 'delivery',
      delivery: { line: 'вул. Хорива 4', city: 'Київ' },
    });
    const requestId = (await search({ rel: 'orders', row: id }))[0]?.requestId ?? '';
    const lineOf = async (who: Parameters<typeof memberOf>[1]) =>
      (await request(requestId, who)).events
        .find((event) => event.rel === 'delivery_address')
        ?.fields.find((field) => field.name === 'line');
    expect(await lineOf('manager')).toMatchObject({ state: 'disclosed' });
    const facts = await request(requestId, 'manager');
    expect(facts.address).toEqual({ state: 'disclosed', value: '192.0.2.7' });

    await kitchen.admin.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`alter table au.disclosure disable trigger append_only`;
      await tx`delete from au.disclosure where org_id = ${restaurant.org.orgId} and subject like ${`%${id}`}`;
      await tx`alter table au.disclosure enable always trigger append_only`;
    });
    expect(await lineOf('owner')).toEqual({ name: 'line', state: 'erased', changed: true });
  });

  test('says altered where leaf or disclosure do not match', async () => {
    const { id } = await create({
      channel: 'delivery',
      delivery: { line: 'вул. Хорива 4', city: 'Київ' },
    });
    const requestId = (await search({ rel: 'orders', row: id }))[0]?.requestId ?? '';
    await kitchen.admin.begin(async (tx) => {
      await tx`alter table au.disclosure disable trigger append_only`;
      await tx`update au.disclosure set ds = array(select replace(x, 'Хорива', 'Нижній Вал') from unnest(ds) x)
        where org_id = ${restaurant.org.orgId} and subject like ${`%${id}`}`;
      await tx`alter table au.disclosure enable always trigger append_only`;
    });
    const event = (await request(requestId)).events.find((row) => row.rel === 'delivery_address');
    expect(event?.intact).toBe(false);
    expect(event?.fields.find((field) => field.name === 'line')).toEqual({
      name: 'line',
      state: 'altered',
      changed: true,
    });
  });
});

describe('the log of a role', () => {
  test('of the accountant holds finance, of HR holds staff, nothing else', async () => {
    const { id } = await create();
    const finance = await search({ limit: 100 }, 'accountant');
    expect(new Set(finance.map((line) => line.domain))).toEqual(new Set(['finance']));
    const staff = await search({ limit: 100 }, 'hr');
    expect(new Set(staff.map((line) => line.domain))).toEqual(new Set(['staff']));
    const requestId = (await search({ rel: 'orders', row: id }))[0]?.requestId ?? '';
    expect(
      new Set((await request(requestId, 'accountant')).events.map((event) => event.rel)),
    ).toEqual(new Set(['payment', 'receipt']));
  });

  test('of a manager holds the own location only', async () => {
    const [, second] = restaurant.locations;
    const elsewhere = await kitchen.order({
      ...restaurant,
      place: { ...restaurant.place, location: second },
    });
    expect((await search({ rel: 'orders', row: elsewhere.id })).length).toBe(1);
    expect(await search({ rel: 'orders', row: elsewhere.id }, 'manager')).toEqual([]);
    expect(await search({ rel: 'menu_item', row: itemId }, 'manager')).not.toEqual([]);
  });

  test('of a privacy officer beside another role holds everything', async () => {
    const note = { action: 'demo.seeded', request: newId(), part: 0 };
    const officer = await kitchen.database.maintenance.run(
      restaurant.org.orgId,
      note,
      async (tx) => {
        const account = await createAccount(tx, { password: kitchen.password });
        const grants = [
          { role: 'cook', locationId: restaurant.place.location.id },
          { appointment: 'privacy_officer' },
        ] as const;
        return createMember(tx, { org: restaurant.org, account, grants });
      },
    );
    const { lines } = await kitchen.ask(
      officer,
      'audit.search',
      { action: 'menu_item.priced' },
      ZSearchAuditOutput,
    );
    expect(lines.map((line) => line.requestId)).toContain(priced);
  });

  test('of another restaurant holds nothing of this one', async () => {
    const other = await kitchen.restaurant(['owner']);
    const { lines } = await kitchen.ask(
      other.members.owner,
      'audit.search',
      { limit: 100, withReads: true },
      ZSearchAuditOutput,
    );
    expect(lines.some((line) => line.requestId === priced)).toBe(false);
    const byAddress = await kitchen.ask(
      other.members.owner,
      'audit.search',
      { address: '192.0.2.7' },
      ZSearchAuditOutput,
    );
    expect(byAddress.lines.every((line) => line.requestId !== priced)).toBe(true);
    expect(
      (await kitchen.call(other.members.owner, 'audit.request', { requestId: priced })).error?.code,
    ).toBe('NOT_FOUND');
  });
});
