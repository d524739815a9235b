import { createHash } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { newId } from '@toster/contracts/ids';
import { canonicalize } from '@toster/crypto/json';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TenantContext } from '../context.ts';
import { customerContact, menuItem, orders } from '../schema/index.ts';
import { withTenant } from '../tenant.ts';
import { withoutContext } from '../transaction.ts';
import { testDatabase, type TestDatabase } from '../testing/database.ts';
import { staffContext } from '../testing/staff-context.ts';
import { createOrder } from '../testing/factories/order.ts';
import { createRestaurant, type Restaurant } from '../testing/factories/restaurant.ts';

type Event = {
  readonly cap_seq: string;
  readonly kind: number;
  readonly rel: string;
  readonly row_id: string;
  readonly source: string;
  readonly action: string;
  readonly actor_id: string | null;
  readonly db_user: string | null;
  readonly changed: string[] | null;
  readonly ctx_seq: string | null;
  readonly leaf: string;
  readonly leaf_hash: Buffer;
};
type Leaf = Readonly<Record<string, unknown>> & {
  readonly before?: Record<string, unknown>;
  readonly after?: Record<string, unknown>;
  readonly pii?: Record<string, string>;
};

let db: TestDatabase;
let restaurant: Restaurant;
let context: TenantContext;

beforeAll(async () => {
  db = await testDatabase();
  restaurant = await db.maintenance.run(
    newId(),
    { action: 'demo.seeded', request: 'seed', part: 0 },
    (tx) => createRestaurant(tx),
  );
  context = await staffContext(db, restaurant.members.owner, {
    action: 'menu_item.edited',
    request: 'r-1',
    purpose: 'test',
  });
});
afterAll(() => db.close());

const eventsOf = async (request: string) =>
  db.admin<
    Event[]
  >`select cap_seq, kind, rel, row_id, source, action, actor_id, db_user, changed, ctx_seq, leaf, leaf_hash
    from au.event where request_id = ${request} order by cap_seq`;
const leafOf = (event: Event): Leaf => JSON.parse(event.leaf);
const disclosuresOf = async (cap: string) =>
  (await db.admin<{ ds: string[] }[]>`select ds from au.disclosure where cap_seq = ${cap}`).flatMap(
    (row) => row.ds,
  );
const item = () => {
  const row = restaurant.menu.items[0];
  if (!row) throw new Error('the menu is empty');
  return row;
};

describe('an update through the application', () => {
  test('stands in the log with before and after, who, from where and when', async () => {
    await withTenant(db.app, context, (tx) =>
      tx.update(menuItem).set({ priceMinor: 16_000 }).where(eq(menuItem.id, item().id)),
    );
    const [event, ...rest] = await eventsOf('r-1');
    expect(rest).toEqual([]);
    if (!event) throw new Error('no event');
    expect(event).toMatchObject({
      kind: 2,
      rel: 'menu_item',
      row_id: item().id,
      source: 'console',
      action: 'menu_item.edited',
      actor_id: restaurant.members.owner.id,
      changed: ['price_minor'],
    });
    const leaf = leafOf(event);
    expect(leaf.before?.['price_minor']).toBe(item().priceMinor);
    expect(leaf.after?.['price_minor']).toBe(16_000);
    expect(leaf.after?.['name']).toBe(item().name);
    expect(leaf['org']).toBe(restaurant.org.orgId);
    expect(leaf['loc']).toBe(item().locationId);
    const [request] = await disclosuresOf(event.ctx_seq ?? '');
    expect(JSON.parse(request ?? '')).toEqual([
      expect.stringMatching(/^[0-9a-f]{32}$/),
      'ctx',
      { ip: '203.0.113.7', ua: 'Mozilla/5.0 "test"' },
    ]);
    expect(
      createHash('sha256')
        .update(request ?? '')
        .digest('base64'),
    ).toBe(leaf['ctx']);
  });

  test('the leaf is RFC 8785 text as stored, and its hash is SHA-256 of 0x00 and the leaf', async () => {
    const all = await db.admin<Event[]>`select leaf, leaf_hash from au.event`;
    expect(all.length).toBeGreaterThan(10);
    for (const event of all) {
      expect(event.leaf).toBe(canonicalize(JSON.parse(event.leaf)));
      expect(createHash('sha256').update('\0').update(event.leaf).digest()).toEqual(
        Buffer.from(event.leaf_hash),
      );
    }
  });

  test('that changes nothing leaves no event', async () => {
    await withTenant(db.app, { ...context, request: 'r-noop' }, (tx) =>
      tx.update(menuItem).set({ name: item().name }).where(eq(menuItem.id, item().id)),
    );
    expect(await eventsOf('r-noop')).toEqual([]);
  });
});

describe('personal fields', () => {
  test('stand in the leaf as salted commitments, and their values in disclosures', async () => {
    await withTenant(db.app, { ...context, request: 'r-pii', action: 'customer.updated' }, (tx) =>
      tx
        .update(customerContact)
        .set({ phone: '+380 44 000 00 01', email: 'o"lena\u2028@example.com' })
        .where(
          and(
            eq(customerContact.orgId, restaurant.org.orgId),
            eq(customerContact.customerId, restaurant.customer.id),
          ),
        ),
    );
    const [event] = await eventsOf('r-pii');
    if (!event) throw new Error('no event');
    expect(event.leaf).not.toContain('olena');
    const leaf = leafOf(event);
    const disclosures = await disclosuresOf(event.cap_seq);
    const opened = new Map(disclosures.map((d) => [String(JSON.parse(d)[1]), d]));
    expect([...opened.keys()].toSorted()).toEqual(Object.keys(leaf.pii ?? {}).toSorted());
    for (const [path, disclosure] of opened) {
      expect(createHash('sha256').update(disclosure).digest('base64')).toBe(leaf.pii?.[path]);
    }
    expect(JSON.parse(opened.get('after.email') ?? '')[2]).toBe('o"lena\u2028@example.com');
    expect(opened.has('before.phone')).toBe(true);
    expect(opened.has('same.name')).toBe(true);
    expect(opened.has('after.name')).toBe(false);
    const salts = disclosures.map((d) => JSON.parse(d)[0]);
    expect(new Set(salts).size).toBe(salts.length);
  });

  test('no personal value of the seed stands in any leaf', async () => {
    const contacts = await db.admin<
      { phone: string; email: string; name: string }[]
    >`select name, phone, email from customer_contact`;
    const leaves = (await db.admin<{ leaf: string }[]>`select leaf from au.event`)
      .map((row) => row.leaf)
      .join('\n');
    for (const contact of contacts) {
      for (const value of [contact.phone, contact.email]) expect(leaves).not.toContain(value);
    }
  });
});

describe('every way to change a row', () => {
  const price = (minor: number) =>
    sql`update menu_item set price_minor = ${minor} where id = ${item().id}`;
  const copy = (id: string, name: string) => sql`insert into menu_item
    select org_id, ${id}::uuid, location_id, category_id, ${name}, description, price_minor, currency, tax_class, allergens, available, position, created_at
      from menu_item where id = ${item().id}`;

  test('two updates of one row in one transaction are two events in order, each with its own before', async () => {
    await withTenant(db.app, { ...context, request: 'r-twice' }, async (tx) => {
      await tx.execute(price(101));
      await tx.execute(price(102));
    });
    const leaves = (await eventsOf('r-twice')).map(leafOf);
    expect(
      leaves.map((leaf) => [leaf.before?.['price_minor'], leaf.after?.['price_minor']]),
    ).toEqual([
      [16_000, 101],
      [101, 102],
    ]);
    expect(new Set(leaves.map((leaf) => leaf['txn'])).size).toBe(1);
    expect(new Set(leaves.map((leaf) => leaf['ctx'])).size).toBe(1);
  });

  test('insert, upsert on both branches, MERGE with all three, a changing CTE, delete and COPY', async () => {
    const [a, b] = [newId(), newId()];
    await withTenant(db.app, { ...context, request: 'r-ways' }, async (tx) => {
      await tx.execute(copy(a, 'A'));
      await tx.execute(
        sql`${copy(a, 'A2')} on conflict (org_id, id) do update set name = excluded.name`,
      );
      await tx.execute(
        sql`${copy(b, 'B')} on conflict (org_id, id) do update set name = excluded.name`,
      );
      await tx.execute(
        sql`with raised as (update menu_item set price_minor = price_minor + 1 where id = ${a}::uuid returning id) select * from raised`,
      );
    });
    const ops = (await eventsOf('r-ways')).map((event) => [
      event.kind,
      leafOf(event).after?.['name'],
    ]);
    expect(ops).toEqual([
      [1, 'A'],
      [2, 'A2'],
      [1, 'B'],
      [2, 'A2'],
    ]);

    await db.maintenance.run(
      restaurant.org.orgId,
      { action: 'menu_item.edited', request: 'r-merge', part: 0 },
      (tx) =>
        tx.execute(sql`merge into menu_item t using (values (${a}::uuid, 'M'), (${b}::uuid, null), (${newId()}::uuid, 'N')) as v(id, name)
        on t.org_id = ${restaurant.org.orgId} and t.id = v.id
        when matched and v.name is null then delete
        when matched then update set name = v.name
        when not matched then insert (org_id, id, location_id, category_id, name, price_minor, currency, tax_class, position)
          values (${restaurant.org.orgId}, v.id, ${item().locationId}, ${item().categoryId}, v.name, 1, 'UAH', 'standard', 9)`),
    );
    expect((await eventsOf('r-merge')).map((event) => event.kind).toSorted()).toEqual([1, 2, 3]);

    const c = newId();
    const writable =
      await db.admin`copy menu_item (org_id, id, location_id, category_id, name, price_minor, currency, tax_class, position) from stdin`.writable();
    await new Promise<void>((resolve, reject) => {
      writable.on('error', reject);
      writable.on('finish', resolve);
      writable.end(
        `${[restaurant.org.orgId, c, item().locationId, item().categoryId, 'Copied', 5, 'UAH', 'standard', 3].join('\t')}\n`,
      );
    });
    const [copied] = await db.admin<Event[]>`select * from au.event where row_id = ${c}`;
    expect(copied).toMatchObject({
      kind: 1,
      source: 'database',
      db_user: 'postgres',
      actor_id: null,
    });
  });

  test('values that serialisers get wrong survive to the microsecond', async () => {
    const id = newId();
    await db.admin`insert into menu_item (org_id, id, location_id, category_id, name, description, price_minor, currency, tax_class, allergens, position, created_at)
      values (${restaurant.org.orgId}, ${id}, ${item().locationId}, ${item().categoryId}, ${'a\u007f\u2028"\\\b\t\n'}, ${''}, 9007199254740993, 'UAH', 'standard',
        ${db.admin.unsafe(`array['milk', null, 'a,b"c']`)}, 1, '2026-02-28T23:59:59.100000Z')`;
    const [event] = await db.admin<Event[]>`select * from au.event where row_id = ${id}`;
    if (!event) throw new Error('no event');
    expect(event.leaf).toBe(canonicalize(JSON.parse(event.leaf)));
    expect(leafOf(event).after).toMatchObject({
      name: 'a\u007f\u2028"\\\b\t\n',
      description: '',
      price_minor: '9007199254740993',
      allergens: ['milk', null, 'a,b"c'],
      created_at: '2026-02-28T23:59:59.1+00:00',
    });
  });

  test('text of 64 KiB stands as a digest, so that no leaf outgrows a tile entry', async () => {
    const long = 'ї'.repeat(40_000);
    await db.admin`update menu_item set description = ${long} where id = ${item().id}`;
    const [event] = await db.admin<
      Event[]
    >`select * from au.event where rel = 'menu_item' and 'description' = any (changed) order by cap_seq desc limit 1`;
    expect(event?.leaf.length).toBeLessThan(4_000);
    expect(leafOf(event as Event).after?.['description']).toBe(
      `sha256:${createHash('sha256').update(long).digest('base64')}`,
    );
  });

  test('a rolled back change leaves no event', async () => {
    await expect(
      withTenant(db.app, { ...context, request: 'r-rollback' }, async (tx) => {
        await tx.execute(price(1));
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await eventsOf('r-rollback')).toEqual([]);
  });
});

describe('outside the application', () => {
  test('a change by another database role is recorded with that session’s own facts', async () => {
    await db.admin`update menu_item set price_minor = 1 where id = ${item().id}`;
    const [event] = await db.admin<
      Event[]
    >`select * from au.event where source = 'database' order by cap_seq desc limit 1`;
    expect(event).toMatchObject({
      action: 'database.changed',
      db_user: 'postgres',
      actor_id: null,
    });
    const [request] = await disclosuresOf(event?.ctx_seq ?? '');
    expect(JSON.parse(request ?? '')[2]).toMatchObject({
      user: 'postgres',
      addr: '127.0.0.1',
      pid: expect.any(Number),
    });
    expect(leafOf(event as Event)['act']).toBe('db:postgres');
  });

  test('replica mode does not switch the capture off', async () => {
    await db.admin.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update menu_item set price_minor = 2 where id = ${item().id}`;
    });
    const [event] = await db.admin<Event[]>`select * from au.event order by cap_seq desc limit 1`;
    expect(leafOf(event as Event).after?.['price_minor']).toBe(2);
  });

  test('switching a trigger off is written into the platform’s log', async () => {
    await db.admin.begin(async (tx) => {
      await tx`alter table menu_item disable trigger capture_update`;
      await tx`alter table menu_item enable always trigger capture_update`;
    });
    const events = await db.admin<
      Event[]
    >`select * from au.event where kind = 10 order by cap_seq desc limit 2`;
    expect(events.map((event) => leafOf(event).after?.['object'])).toEqual([
      'public.menu_item',
      'public.menu_item',
    ]);
  });

  test.each(['menu_item', 'orders cascade', 'au.event', 'au.disclosure', 'au.event_other'])(
    'TRUNCATE of %s is refused, even to a superuser',
    async (table) => {
      await expect(db.admin.unsafe(`truncate ${table}`)).rejects.toMatchObject({
        code: expect.stringMatching(/TS004|0A000/),
      });
    },
  );

  test.each([
    'update au.event set leaf = leaf',
    'delete from au.event',
    'update au.disclosure set ds = ds',
    'delete from au.disclosure',
  ])('%s is refused, even to a superuser and in replica mode', async (statement) => {
    await expect(
      db.admin.begin(async (tx) => {
        await tx`set local session_replication_role = replica`;
        await tx.unsafe(statement);
      }),
    ).rejects.toMatchObject({ code: 'TS004' });
  });

  test('a row keeps its primary key', async () => {
    await expect(
      db.admin`update menu_item set id = ${newId()} where id = ${item().id}`,
    ).rejects.toMatchObject({ code: 'TS004' });
  });

  test('a receipt is never changed nor deleted', async () => {
    await db.maintenance.run(
      restaurant.org.orgId,
      { action: 'order.created', request: 'r-receipt', part: 0 },
      (tx) =>
        createOrder(tx, {
          place: restaurant.place,
          lines: [{ item: item(), quantity: 2 }],
          status: 'delivered',
        }),
    );
    await expect(db.admin`update receipt set total_minor = 0`).rejects.toMatchObject({
      code: 'TS004',
    });
    await expect(db.admin`delete from receipt`).rejects.toMatchObject({ code: 'TS004' });
  });
});

describe('a login role of Toster without context', () => {
  test('changes nothing and is told so', async () => {
    await expect(
      withoutContext(db.worker.pool, (tx) =>
        tx.insert(orders).values({
          orgId: restaurant.org.orgId,
          id: newId(),
          locationId: item().locationId,
          number: 99,
          channel: 'dine_in',
          status: 'placed',
          placedAt: new Date(),
          currency: 'UAH',
          subtotalMinor: 1,
          taxMinor: 0,
          totalMinor: 1,
        }),
      ),
    ).rejects.toMatchObject({ sqlstate: expect.stringMatching(/42501|TS003/) });
  });
});
