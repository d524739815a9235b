import { newId } from '@toster/contracts/ids';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TenantContext } from '../context.ts';
import type { TableClass } from '../classification/types.ts';
import { withTenant } from '../tenant.ts';
import { testDatabase, type TestDatabase } from '../testing/database.ts';
import { createCustomer } from '../testing/factories/customer.ts';
import type { MemberRow } from '../testing/factories/member.ts';
import { staffContext } from '../testing/staff-context.ts';
import { qualified } from './policies.ts';
import { Attacker, sealed } from './testing/attack.ts';
import { rowsOf, TENANT_CLASSES } from './testing/canaries.ts';
import { insertion } from './testing/probe.ts';
import { deliveryOf, twoRestaurants, type Side } from './testing/two-restaurants.ts';

const WALLS = TENANT_CLASSES.filter((c) => c.personal !== undefined).map(
  (c) => [qualified(c.table), c] as const,
);
const MINUTE_MS = 60_000;

let db: TestDatabase;
let a: Side;
let attacker: Attacker;
let somebody: TenantContext;
let here: string;
let elsewhere: string;

beforeAll(async () => {
  db = await testDatabase();
  ({ a } = await twoRestaurants(db));
  attacker = new Attacker(db);
  // Marketing staff have no row in a personal table that is about them but their own profile.
  somebody = await staffContext(db, a.members.marketing);
  [here, elsewhere] = [a.restaurant.locations[0].id, a.restaurant.locations[1].id];
});
afterAll(async () => {
  await attacker.close();
  await db.close();
});

type Caps = TenantContext['caps'];
const wallOf = (c: TableClass) => {
  if (!c.personal) throw new Error('no personal wall');
  return c.personal;
};
const context = (caps: Caps, purpose: string | null = 'test', of: TenantContext = somebody) =>
  sealed(db, { ...of, caps, purpose });
const rowsSeen = async (table: string, signed: string) =>
  (await attacker.run(signed, `select * from ${table}`)).rows;
const notOwn = (rows: readonly Readonly<Record<string, unknown>>[]) =>
  rows.filter((row) => row['staff_id'] !== somebody.actor);
const all = async (table: string) =>
  (await rowsOf(db, table, a.orgId)).filter((row) => row['staff_id'] !== somebody.actor);

describe.each(WALLS)('%s', (table, c) => {
  const read = (places: readonly string[], purpose: string | null = 'test') =>
    context({ [wallOf(c).read]: places }, purpose);

  test('is read in full by the capability everywhere, at one place by one place, elsewhere not', async () => {
    const rows = await all(table);
    const unplaced = rows.filter((row) => row['location_id'] === null).length;
    const placed = rows.filter((row) => row['location_id'] === here).length;
    expect(rows.length).toBe(unplaced + placed);
    const common = wallOf(c).unplacedVisible ? unplaced : 0;
    expect(notOwn(await rowsSeen(table, read(['*']))).length).toBe(rows.length);
    expect(notOwn(await rowsSeen(table, read([here]))).length).toBe(placed + common);
    expect(notOwn(await rowsSeen(table, read([elsewhere]))).length).toBe(common);
    expect(notOwn(await rowsSeen(table, read([elsewhere, here]))).length).toBe(placed + common);
  });

  test('is closed without the capability, whatever others are held', async () => {
    const others = TENANT_CLASSES.flatMap(({ personal }) =>
      personal ? [personal.read, ...personal.write] : [],
    );
    const caps = Object.fromEntries(
      others.filter((name) => name !== wallOf(c).read).map((name) => [name, ['*']]),
    );
    expect(notOwn(await rowsSeen(table, context(caps)))).toEqual([]);
    expect(notOwn(await rowsSeen(table, context({})))).toEqual([]);
    for (const odd of [
      [],
      [''],
      ['**'],
      ['%'],
      ['A'],
      ['S'],
      ['D:orders'],
      [`A@${here}`],
      ['null'],
      [here.toUpperCase()],
      [here.slice(0, 35)],
    ]) {
      expect(
        (await rowsSeen(table, read(odd))).filter(
          (row) => row['staff_id'] !== somebody.actor && row['location_id'] !== null,
        ),
        JSON.stringify(odd),
      ).toEqual([]);
    }
  });

  test('shows nothing without a purpose where reading is an event', async () => {
    const seen = await rowsSeen(table, read(['*'], null));
    if (wallOf(c).readIsEvent) expect(seen).toEqual([]);
    else expect(seen.length).toBeGreaterThan(0);
  });

  test('is written with one of its capabilities at the place, and with nothing else', async () => {
    const { write, read: reading } = wallOf(c);
    const [row] = (await rowsOf(db, table, a.orgId)).filter((r) => r['location_id'] === here);
    if (!row) throw new Error('no row');
    const put = `${insertion(c, row)} on conflict do nothing`;
    const change = `update ${table} set location_id = '${here}'`;
    const grants = c.grants.toster_app ?? [];
    for (const capability of [...write, 'orders.read', 'audit_log.read']) {
      const may = write.includes(capability);
      for (const [places, reached] of [
        [['*'], true],
        [[here], true],
        [[elsewhere], false],
        [['A'], false],
      ] as const) {
        const signed = context({
          [capability]: places,
          [reading]: capability === reading ? places : ['*'],
        });
        const inserted = await attacker.run(signed, put);
        const changed = await attacker.run(signed, change);
        const note = `${capability} ${JSON.stringify(places)}`;
        expect(inserted.code === null, note).toBe(grants.includes('insert') && may && reached);
        if (grants.includes('update'))
          expect(changed.code === null && changed.count > 0, note).toBe(may && reached);
        else expect(changed.code, note).toBe('42501');
      }
    }
  });

  test('cannot be moved out of the place the capability reaches', async () => {
    if (!c.grants.toster_app?.includes('update')) return;
    const signed = context({ [wallOf(c).write[0] ?? '']: [here], [wallOf(c).read]: [here] });
    const moved = await attacker.run(
      signed,
      `update ${table} set location_id = '${elsewhere}' where location_id = '${here}'`,
    );
    expect(moved.code).toBe('42501');
  });
});

describe('a person', () => {
  test('reads their own private record, but not their own tax and bank data, and nobody else’s', async () => {
    const own = await staffContext(db, a.paid);
    const seen = async (table: string) =>
      (await rowsSeen(table, context({}, 'test', own))).map((row) => row['staff_id']);
    expect(await seen('staff_private')).toEqual([a.paid.id]);
    expect(await seen('staff_directory')).toEqual([a.paid.id]);
    expect(await seen('staff_payroll')).toEqual([]);
    expect(await rowsSeen('staff_private', context({}, null, own))).toEqual([]);
  });
});

describe('what is in somebody’s hands', () => {
  const CAPS: Caps = { 'customers.read_full': ['A'], 'orders.read': ['A'] };

  const setUp = async (courier: MemberRow | null) => {
    const guest = await db.maintenance.run(
      a.orgId,
      { action: 'customer.updated', request: newId(), part: 0 },
      (tx) => createCustomer(tx, a.restaurant.place, { name: `Assigned ${newId()}` }),
    );
    const order = await deliveryOf(db, a, { courierId: courier?.id ?? null, guest });
    return { guest, order };
  };
  const seenBy = async (
    member: MemberRow,
    found: { readonly guest: { readonly id: string }; readonly order: { readonly id: string } },
    caps: Caps = CAPS,
  ) => {
    const signed = sealed(db, await staffContext(db, member, { caps, purpose: 'test' }));
    const shown = async (query: string) => (await attacker.run(signed, query)).rows.length;
    return {
      contact: await shown(
        `select 1 from customer_contact where customer_id = '${found.guest.id}'`,
      ),
      address: await shown(`select 1 from delivery_address where order_id = '${found.order.id}'`),
      note: await shown(`select 1 from order_note where order_id = '${found.order.id}'`),
    };
  };
  const EVERYTHING = { contact: 1, address: 1, note: 1 };
  const NOTHING = { contact: 0, address: 0, note: 0 };
  const courier = () => a.members.courier;

  test('is read while it is there, by courier and by handler, and by nobody beside them', async () => {
    const found = await setUp(courier());
    expect(await seenBy(courier(), found)).toEqual(EVERYTHING);
    expect(await seenBy(a.members.packer, found)).toEqual(NOTHING);
    expect(await seenBy(courier(), found, {})).toEqual(NOTHING);
    expect(await seenBy(courier(), found, { 'orders.read': ['A'] })).toEqual({
      ...NOTHING,
      note: 1,
    });
    await db.admin`update orders set courier_id = null, handled_by = ${a.members.packer.id} where id = ${found.order.id}`;
    expect(await seenBy(a.members.packer, found)).toEqual(EVERYTHING);
    expect(await seenBy(courier(), found)).toEqual(NOTHING);
  });

  test('is not read after it went to somebody else', async () => {
    const found = await setUp(courier());
    await db.admin`update orders set courier_id = ${a.paid.id} where id = ${found.order.id}`;
    expect(await seenBy(courier(), found)).toEqual(NOTHING);
    expect(await seenBy(a.paid, found)).toEqual(EVERYTHING);
  });

  test.each(['cancelled', 'voided', 'refunded'])('is not read after it was %s', async (status) => {
    const found = await setUp(courier());
    await db.admin`update orders set status = ${status}, closed_at = now() where id = ${found.order.id}`;
    expect(await seenBy(courier(), found)).toEqual(NOTHING);
  });

  test('is read for a quarter of an hour after delivery and not longer', async () => {
    const found = await setUp(courier());
    const deliveredBefore = (minutes: number) =>
      db.admin`update orders set status = 'delivered', closed_at = ${new Date(Date.now() - minutes * MINUTE_MS)} where id = ${found.order.id}`;
    await deliveredBefore(14);
    expect(await seenBy(courier(), found)).toEqual(EVERYTHING);
    await deliveredBefore(16);
    expect(await seenBy(courier(), found)).toEqual(NOTHING);
    await db.admin`update orders set closed_at = null where id = ${found.order.id}`;
    expect(await seenBy(courier(), found)).toEqual(NOTHING);
  });

  test('needs a purpose as any other personal read', async () => {
    const found = await setUp(courier());
    const signed = sealed(db, await staffContext(db, courier(), { caps: CAPS, purpose: null }));
    expect(
      (
        await attacker.run(
          signed,
          `select 1 from customer_contact where customer_id = '${found.guest.id}'`,
        )
      ).rows,
    ).toEqual([]);
  });

  test('through the product’s own door as well', async () => {
    const found = await setUp(courier());
    const rows = await withTenant(
      db.app,
      await staffContext(db, courier(), { caps: CAPS, purpose: 'test' }),
      (tx) =>
        tx.execute(sql`select name from customer_contact where customer_id = ${found.guest.id}`),
      'read',
    );
    expect([...rows]).toEqual([{ name: found.guest.name }]);
  });
});
