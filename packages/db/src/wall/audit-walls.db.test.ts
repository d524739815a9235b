import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TenantContext } from '../context.ts';
import { testDatabase, type TestDatabase } from '../testing/database.ts';
import { staffContext } from '../testing/staff-context.ts';
import { Attacker, sealed } from './testing/attack.ts';
import { twoRestaurants, type Side } from './testing/two-restaurants.ts';

type Event = {
  readonly cap_seq: string;
  readonly loc: string | null;
  readonly domain: string;
  readonly rel: string;
};
type Disclosure = {
  readonly cap_seq: string;
  readonly loc: string | null;
  readonly capability: string;
};

let db: TestDatabase;
let a: Side;
let attacker: Attacker;
let somebody: TenantContext;
let here: string;
let elsewhere: string;
let events: readonly Event[];
let disclosures: readonly Disclosure[];

beforeAll(async () => {
  db = await testDatabase();
  ({ a } = await twoRestaurants(db));
  attacker = new Attacker(db);
  somebody = await staffContext(db, a.members.owner);
  [here, elsewhere] = [a.restaurant.locations[0].id, a.restaurant.locations[1].id];
  // One request with an address, so that there is an address to withhold.
  await attacker.commit(sealed(db, somebody), `update menu_item set price_minor = price_minor + 1`);
  events = await db.admin<
    Event[]
  >`select cap_seq, loc, domain, rel from au.event where org_id = ${a.orgId}`;
  disclosures = await db.admin<
    Disclosure[]
  >`select cap_seq, loc, capability from au.disclosure where org_id = ${a.orgId}`;
});
afterAll(async () => {
  await attacker.close();
  await db.close();
});

const ids = (rows: readonly Readonly<Record<string, unknown>>[]) =>
  rows.map((row) => String(row['cap_seq'])).toSorted();
const seen = async (table: string, caps: TenantContext['caps'], purpose: string | null = 'test') =>
  ids(
    (await attacker.run(sealed(db, { ...somebody, caps, purpose }), `select cap_seq from ${table}`))
      .rows,
  );

describe('events', () => {
  const log = (...entries: string[]) => seen('au.event', { 'audit_log.read': entries });
  const where = (holds: (event: Event) => boolean) => ids(events.filter(holds));

  test('there are some of each kind to be told apart', () => {
    expect(new Set(events.map(({ loc }) => loc))).toEqual(new Set([null, here, elsewhere]));
    expect(new Set(events.map(({ domain }) => domain))).toEqual(
      new Set([
        'orders',
        'menu',
        'customers',
        'staff',
        'system',
        'finance',
        'access',
        'privacy',
        'settings',
      ]),
    );
  });

  test('all of them for the capability everywhere, none without it', async () => {
    expect(await log('*')).toEqual(where(() => true));
    expect(await log()).toEqual([]);
    expect(await seen('au.event', { 'customers.read_full': ['*'], 'orders.read': ['*'] })).toEqual(
      [],
    );
  });

  test('by place: those of the place, and none that belong to no place', async () => {
    expect(await log(here)).toEqual(where(({ loc }) => loc === here));
    expect(await log(elsewhere)).toEqual(where(({ loc }) => loc === elsewhere));
    expect(await log(here, elsewhere)).toEqual(where(({ loc }) => loc !== null));
  });

  test('by domain: everywhere, or at one place', async () => {
    expect(await log('D:finance')).toEqual(where(({ domain }) => domain === 'finance'));
    expect(await log('D:staff')).toEqual(where(({ domain }) => domain === 'staff'));
    expect(await log(`D:staff@${here}`)).toEqual(
      where(({ domain, loc }) => domain === 'staff' && loc === here),
    );
    expect(await log(`D:staff@${elsewhere}`)).toEqual(
      where(({ domain, loc }) => domain === 'staff' && loc === elsewhere),
    );
    expect(await log('D:finance', `D:staff@${here}`)).toEqual(
      where(({ domain, loc }) => domain === 'finance' || (domain === 'staff' && loc === here)),
    );
    expect((await log('D:finance')).length).toBeGreaterThan(0);
  });

  test.each(['D:', 'D:%', 'D:*', 'D:nothing', 'finance', 'A', 'S', ''])(
    'nothing by the entry "%s"',
    async (entry) => {
      expect(await log(entry)).toEqual([]);
    },
  );

  test('no partition can be read past its parent', async () => {
    const partitions =
      await db.admin`select inhrelid::regclass::text as name from pg_inherits where inhparent = 'au.event'::regclass`;
    expect(partitions.length).toBeGreaterThan(12);
    for (const { name } of partitions) {
      expect(
        (
          await attacker.run(
            sealed(db, { ...somebody, caps: { 'audit_log.read': ['*'] } }),
            `select * from ${String(name)}`,
          )
        ).code,
      ).toBe('42501');
    }
  });

  test.each([
    'insert into au.event select * from au.event',
    'update au.event set leaf = leaf',
    'delete from au.event',
    'truncate au.event',
    'delete from au.disclosure',
    'update au.disclosure set ds = ds',
  ])('%s is refused to the application’s role', async (statement) => {
    expect((await attacker.run(sealed(db, somebody), statement)).code).toBe('42501');
  });
});

describe('disclosures', () => {
  const where = (holds: (disclosure: Disclosure) => boolean) => ids(disclosures.filter(holds));
  const both = (capability: string, places: readonly string[]) => ({
    'audit_log.read': ['*'],
    [capability]: places,
  });

  test('show what the reader may read on the record itself, where they may read it', async () => {
    for (const capability of [
      'customers.read_full',
      'staff.read_full',
      'staff.read_tax_bank',
      'orders.read',
      'payments.read',
    ]) {
      const open = await seen('au.disclosure', both(capability, ['*']));
      expect(open, capability).toEqual(
        where((d) => d.capability === capability || d.capability === 'audit_log.read'),
      );
      expect(where((d) => d.capability === capability).length, capability).toBeGreaterThan(0);
      expect(await seen('au.disclosure', both(capability, [here])), capability).toEqual(
        where(
          (d) =>
            (d.capability === capability && d.loc === here) || d.capability === 'audit_log.read',
        ),
      );
    }
  });

  test('show nothing by either right alone', async () => {
    expect(
      await seen('au.disclosure', { 'customers.read_full': ['*'], 'staff.read_full': ['*'] }),
    ).toEqual([]);
    expect(await seen('au.disclosure', { 'audit_log.read': ['*'] })).toEqual(
      where((d) => d.capability === 'audit_log.read'),
    );
    expect(
      await seen('au.disclosure', { 'audit_log.read': [here], 'customers.read_full': [elsewhere] }),
    ).toEqual(where((d) => d.capability === 'audit_log.read' && d.loc === here));
  });

  test('of tables whose reading is an event need a purpose', async () => {
    expect(await seen('au.disclosure', both('customers.read_full', ['*']), null)).toEqual(
      where((d) => d.capability === 'audit_log.read'),
    );
    expect(await seen('au.disclosure', both('orders.read', ['*']), null)).toEqual(
      where((d) => ['orders.read', 'audit_log.read'].includes(d.capability)),
    );
  });

  test('of addresses are for those who read the log of the place, or the whole log', async () => {
    const addresses = where((d) => d.capability === 'audit_log.read' && d.loc === here);
    expect(addresses.length).toBeGreaterThan(0);
    expect(await seen('au.disclosure', { 'audit_log.read': [here] })).toEqual(addresses);
    for (const entry of ['D:finance', `D:staff@${here}`, 'A']) {
      expect(await seen('au.disclosure', { 'audit_log.read': [entry] }), entry).toEqual([]);
    }
  });
});

test('a record of a read names the reader’s own organisation and no other', async () => {
  const request = 'r-read';
  await attacker.commit(
    sealed(db, { ...somebody, request, purpose: 'customers.get' }),
    `select app.record_read('customer', array['${a.guest.id}'::uuid])`,
  );
  const rows =
    await db.admin`select org_id, kind, action, row_id, leaf from au.event where request_id = ${request}`;
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({
    org_id: a.orgId,
    kind: 5,
    action: 'personal_data.read',
    row_id: a.guest.id,
  });
  expect(JSON.parse(String(rows[0]?.['leaf'])).after).toMatchObject({
    purpose: 'customers.get',
    count: 1,
  });
});
