import { eq, sql } from 'drizzle-orm';
import { newId } from '@toster/contracts/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TenantContext } from '../context.ts';
import { menuItem } from '../schema/index.ts';
import { withTenant } from '../tenant.ts';
import { testDatabase, type TestDatabase } from '../testing/database.ts';
import { createRestaurant, type Restaurant } from '../testing/factories/restaurant.ts';
import { staffContext } from '../testing/staff-context.ts';

let db: TestDatabase;
let restaurant: Restaurant;
let context: TenantContext;

beforeAll(async () => {
  db = await testDatabase();
  const note = { action: 'demo.seeded', request: 'seed', part: 0 };
  restaurant = await db.maintenance.run(newId(), note, (tx) =>
    createRestaurant(tx, { roles: ['cook'] }),
  );
  context = await staffContext(db, restaurant.members.owner, {
    action: 'menu_item.priced',
    purpose: 'test',
  });
});
afterAll(() => db.close());

const item = () => restaurant.menu.items[0]?.id ?? '';
const reprice = (as: TenantContext, priceMinor: number) =>
  withTenant(db.app, as, (tx) =>
    tx.update(menuItem).set({ priceMinor }).where(eq(menuItem.id, item())),
  );
const addressOf = async (request: string) => {
  const rows = await db.admin<{ ds: string[]; loc: string | null }[]>`
    select d.ds, d.loc from au.event e join au.disclosure d on d.org_id = e.org_id and d.cap_seq = e.ctx_seq
     where e.request_id = ${request}`;
  return rows.map((row) => ({ ...JSON.parse(row.ds[0] ?? '')[2], loc: row.loc }));
};

describe('the address of a request', () => {
  test('belongs to the place where its transaction began', async () => {
    const request = newId();
    await reprice({ ...context, request }, 1_001);
    expect(await addressOf(request)).toEqual([
      { ip: '203.0.113.7', ua: 'Mozilla/5.0 "test"', loc: restaurant.locations[0].id },
    ]);
  });

  test('is never one that an earlier transaction of the same number left behind, as after a restore', async () => {
    const [{ next } = { next: '' }] = await db.admin<{ next: string }[]>`
      select (pg_current_xact_id()::text::bigint + 1)::text as next`;
    const request = newId();
    for (let ahead = 0; ahead < 20; ahead += 1) {
      const xid = String(BigInt(next) + BigInt(ahead));
      await db.admin`
        insert into au.disclosure (org_id, subject, cap_seq, ds, capability, xid, request_id, at)
        values (${restaurant.org.orgId}, 'staff:old', nextval('au.cap'), array['["00","ctx",{"ip":"6.6.6.6"}]'],
          'audit_log.read', ${xid}::xid8, ${request}, now() - interval '1 day')`;
    }
    await reprice({ ...context, request }, 1_002);
    expect((await addressOf(request)).map(({ ip }) => ip)).toEqual(['203.0.113.7']);
  });

  test('is stored for no update that changes nothing', async () => {
    const count = async () =>
      Number((await db.admin`select count(*) as n from au.disclosure`)[0]?.['n']);
    const before = await count();
    await reprice({ ...context, request: newId() }, 1_002);
    await db.admin`update auth.session set counter = counter + 1, last_rotated_at = now()`;
    expect(await count()).toBe(before);
  });
});

describe('a leaf', () => {
  test('stays below 64 KiB whatever a value needs to be escaped', async () => {
    const request = newId();
    const awkward = '\u0001'.repeat(8_190);
    await withTenant(db.app, { ...context, request }, async (tx) => {
      await tx
        .update(menuItem)
        .set({ description: awkward, name: awkward })
        .where(eq(menuItem.id, item()));
      await tx
        .update(menuItem)
        .set({ allergens: Array.from({ length: 400 }, () => awkward.slice(0, 500)) })
        .where(eq(menuItem.id, item()));
    });
    const leaves = await db.admin<
      { leaf: string }[]
    >`select leaf from au.event where request_id = ${request}`;
    expect(leaves).toHaveLength(2);
    for (const { leaf } of leaves) expect(Buffer.byteLength(leaf)).toBeLessThan(16_384);
  });
});

describe('a read of personal fields', () => {
  const record = (as: TenantContext, rel: string) =>
    withTenant(db.app, as, (tx) =>
      tx.execute(sql`select app.record_read(${rel}, array[${item()}::uuid])`),
    );

  test('is recorded for a declared purpose and a known table', async () => {
    const request = newId();
    await record({ ...context, request }, 'customer_contact');
    const [row] = await db.admin`select kind, rel from au.event where request_id = ${request}`;
    expect(row).toMatchObject({ kind: 5, rel: 'customer_contact' });
  });

  test.each(['no_such_table', 'x'.repeat(200_000), 'orders"; drop table orders; --'])(
    'of %.20s is refused',
    async (rel) => {
      await expect(record(context, rel)).rejects.toMatchObject({ sqlstate: 'TS004' });
    },
  );

  test('without a purpose is refused', async () => {
    await expect(record({ ...context, purpose: null }, 'customer_contact')).rejects.toMatchObject({
      sqlstate: 'TS003',
    });
  });
});

describe('a refusal', () => {
  test('is counted for the member in context alone, by the database’s minute, and not taken back', async () => {
    const cook = await staffContext(db, restaurant.members.cook ?? restaurant.members.owner);
    for (let times = 0; times < 3; times += 1) {
      await withTenant(db.app, cook, (tx) =>
        tx.execute(sql`select app.count_refusal('FORBIDDEN:menu.edit')`),
      );
    }
    const rows =
      await db.admin`select org_id, actor_id, sum(count)::int as count from refusal group by 1, 2`;
    expect(rows).toEqual([{ org_id: restaurant.org.orgId, actor_id: cook.actor, count: 3 }]);
    for (const statement of [
      sql`update refusal set count = 0`,
      sql`delete from refusal`,
      sql`select * from refusal`,
    ]) {
      await expect(withTenant(db.app, cook, (tx) => tx.execute(statement))).rejects.toMatchObject({
        sqlstate: '42501',
      });
    }
  });
});

test('a session that changes its organisation is an event that does not say which', async () => {
  await db.admin`update auth.session set org_id = ${newId()} where id = ${context.session ?? ''}`;
  const [event] =
    await db.admin`select changed, leaf from au.event where rel = 'auth.session' order by cap_seq desc limit 1`;
  expect(event?.['changed']).toEqual(['org_id']);
  expect(JSON.parse(String(event?.['leaf'])).after).not.toHaveProperty('org_id');
});
