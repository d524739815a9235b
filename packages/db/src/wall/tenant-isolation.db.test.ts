import { randomUUID } from 'node:crypto';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { newId } from '@toster/contracts/ids';
import { eq, getTableColumns } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TenantContext } from '../context.ts';
import { type Operation, operationOf, type TableClass } from '../classification/types.ts';
import { menuItem } from '../schema/index.ts';
import { withTenant } from '../tenant.ts';
import { withoutContext } from '../transaction.ts';
import { testDatabase, type TestDatabase } from '../testing/database.ts';
import { createOrder } from '../testing/factories/order.ts';
import { staffContext } from '../testing/staff-context.ts';
import { qualified } from './policies.ts';
import { Attacker, sealed } from './testing/attack.ts';
import { canariesOf, leaked, rowsOf, TENANT_CLASSES } from './testing/canaries.ts';
import {
  foreignKeys,
  freshValue,
  insertion,
  shapeOf,
  tryInsert,
  uniqueKeys,
} from './testing/probe.ts';
import { twoRestaurants, type Side } from './testing/two-restaurants.ts';

const LOGINS = ['toster_app', 'toster_worker'] as const;
type Login = (typeof LOGINS)[number];

let db: TestDatabase;
let a: Side;
let b: Side;
let canaries: ReadonlySet<string>;
const attackers = {} as Record<Login, Attacker>;
const contexts = {} as Record<Login, TenantContext>;

beforeAll(async () => {
  db = await testDatabase();
  ({ a, b } = await twoRestaurants(db));
  canaries = await canariesOf(db, b.orgId, a.orgId);
  const staff = await staffContext(db, a.members.owner, { purpose: 'test' });
  contexts.toster_app = staff;
  // All capabilities everywhere: nothing but the organisation stands between the context and the rows of the other.
  contexts.toster_worker = {
    kind: 'worker',
    org: a.orgId,
    caps: staff.caps,
    action: 'test.ran',
    request: 'r',
    purpose: 'test',
    source: 'worker',
  };
  for (const login of LOGINS) attackers[login] = new Attacker(db, login);
});
afterAll(async () => {
  for (const login of LOGINS) await attackers[login].close();
  await db.close();
});

const context = (login: Login) => sealed(db, contexts[login]);
const granted = (c: TableClass, login: Login, operation: Operation) =>
  c.grants[login]?.some((grant) => operationOf(grant) === operation) ?? false;
const tables = (login: Login, operation: Operation) =>
  TENANT_CLASSES.filter((c) => granted(c, login, operation)).map(
    (c) => [qualified(c.table), c] as const,
  );
/** A column that the login may assign, and whose assignment does not change the row's identity. */
const plainColumn = (c: TableClass, login: Login): string => {
  for (const grant of c.grants[login] ?? [])
    if (typeof grant !== 'string')
      return getTableColumns(c.table)[grant.update[0] ?? '']?.name ?? '';
  const keys = new Set(uniqueKeys(c)[0]?.columns);
  const column = getTableConfig(c.table as PgTable).columns.find(({ name }) => !keys.has(name));
  if (!column) throw new Error(`${qualified(c.table)} has nothing but its key`);
  return column.name;
};
const own = async (table: string) => (await rowsOf(db, table, a.orgId)).length;

test('both restaurants have rows in every tenant table, so nothing below is empty by accident', async () => {
  for (const c of TENANT_CLASSES) {
    for (const side of [a, b])
      expect(
        (await rowsOf(db, qualified(c.table), side.orgId)).length,
        qualified(c.table),
      ).toBeGreaterThan(0);
  }
});

describe.each(LOGINS)('inside one organisation, %s', (login) => {
  test.each(tables(login, 'select'))(
    'reads and counts of %s its own rows and no others',
    async (table) => {
      const all = await attackers[login].run(context(login), `select * from ${table}`);
      expect(all.code).toBeNull();
      expect(new Set(all.rows.map((row) => row['org_id']))).toEqual(new Set([a.orgId]));
      expect(leaked(canaries, all.text)).toEqual([]);
      const [counted] = (
        await attackers[login].run(context(login), `select count(*)::int as n from ${table}`)
      ).rows;
      const expected =
        table === 'public.idempotency_key' && login === 'toster_app' ? 1 : await own(table);
      expect(counted?.['n']).toBe(expected);
      for (const condition of [
        `org_id = '${b.orgId}'`,
        `org_id <> '${a.orgId}'`,
        `not (org_id = '${a.orgId}')`,
      ]) {
        expect(
          (await attackers[login].run(context(login), `select * from ${table} where ${condition}`))
            .rows,
        ).toEqual([]);
      }
    },
  );

  test.each(tables(login, 'update'))(
    'updates of %s its own rows and no others',
    async (table, c) => {
      const column = plainColumn(c, login);
      const set = `update ${table} set ${column} = ${column}`;
      const mine = await attackers[login].run(context(login), `${set} where org_id = '${a.orgId}'`);
      expect(mine).toMatchObject({ code: null });
      expect(mine.count).toBeGreaterThan(0);
      expect(
        await attackers[login].run(context(login), `${set} where org_id = '${b.orgId}'`),
      ).toMatchObject({ code: null, count: 0 });
      expect((await attackers[login].run(context(login), set)).count).toBe(mine.count);
    },
  );

  test.each(tables(login, 'delete'))(
    'deletes from %s its own rows and no others',
    async (table) => {
      expect(
        await attackers[login].run(
          context(login),
          `delete from ${table} where org_id = '${b.orgId}'`,
        ),
      ).toMatchObject({ code: null, count: 0 });
      const mine = await attackers[login].run(
        context(login),
        `delete from ${table} where org_id = '${a.orgId}'`,
      );
      // A row that others refer to is not refused by the wall but by its own references.
      expect(mine.code === null ? mine.count > 0 : mine.code === '23503').toBe(true);
    },
  );

  test.each(tables(login, 'insert'))(
    'inserts into %s no row of another, whether or not it exists there',
    async (table, c) => {
      const [theirs] = await rowsOf(db, table, b.orgId);
      const [mine] = await rowsOf(db, table, a.orgId);
      if (!theirs || !mine) throw new Error('no row to copy');
      const fresh = {
        ...theirs,
        ...Object.fromEntries(
          (uniqueKeys(c)[0]?.columns ?? []).slice(1).map((name) => [name, freshValue(c, name)]),
        ),
      };
      const existing = await attackers[login].run(context(login), insertion(c, theirs));
      const unknown = await attackers[login].run(context(login), insertion(c, fresh));
      expect(existing.code).toBe('42501');
      expect(shapeOf(existing, [])).toBe(shapeOf(unknown, []));
      const skipped = await attackers[login].run(
        context(login),
        `${insertion(c, theirs)} on conflict do nothing`,
      );
      expect(skipped.code).toBe('42501');
      const taken = await attackers[login].run(
        context(login),
        `${insertion(c, c.own ? { ...mine, org_id: a.orgId } : mine)} on conflict do nothing`,
      );
      expect(taken).toMatchObject({ code: null, count: 0 });
    },
  );

  test.each(tables(login, 'insert'))(
    'learns nothing from the unique keys of %s',
    async (table, c) => {
      const [theirs] = await rowsOf(db, table, b.orgId);
      const [mine] = await rowsOf(db, table, a.orgId);
      if (!theirs || !mine) throw new Error('no row to copy');
      for (const key of uniqueKeys(c)) {
        const chosen = key.columns.filter((name) => name !== 'org_id');
        // One row per organisation: the key says nothing beyond the caller's own.
        if (chosen.length === 0) continue;
        const others = uniqueKeys(c)
          .filter((k) => k !== key)
          .flatMap((k) => k.columns)
          .filter((name) => name !== 'org_id' && !chosen.includes(name));
        const base = {
          ...mine,
          ...Object.fromEntries(others.map((name) => [name, freshValue(c, name)])),
        };
        const random = Object.fromEntries(chosen.map((name) => [name, freshValue(c, name)]));
        const copied = Object.fromEntries(chosen.map((name) => [name, theirs[name]]));
        const [asTheirs, asRandom] = [
          await tryInsert(
            attackers[login],
            context(login),
            c,
            { ...base, ...copied },
            Object.values(copied),
          ),
          await tryInsert(
            attackers[login],
            context(login),
            c,
            { ...base, ...random },
            Object.values(random),
          ),
        ];
        expect(asTheirs.slice(0, 8), key.name).toBe(asRandom.slice(0, 8));
        expect(asTheirs, key.name).not.toContain('23505');
      }
    },
  );

  test.each(
    tables(login, 'insert').filter(([, c]) => foreignKeys(c).some((key) => key.columns.length > 1)),
  )('learns nothing from the foreign keys of %s', async (table, c) => {
    const [mine] = await rowsOf(db, table, a.orgId);
    if (!mine) throw new Error('no row to copy');
    for (const key of foreignKeys(c)) {
      const [column, foreign] = [key.columns[1], key.foreign[1]];
      expect(key.columns[0], key.name).toBe('org_id');
      if (!column || !foreign) continue;
      const [theirs] = await rowsOf(db, key.table, b.orgId);
      const fresh = Object.fromEntries(
        uniqueKeys(c)
          .flatMap((k) => k.columns)
          .filter((name) => name !== 'org_id')
          .map((name) => [name, freshValue(c, name)]),
      );
      const attempt = (id: unknown) =>
        tryInsert(attackers[login], context(login), c, { ...mine, ...fresh, [column]: id }, [id]);
      const [asTheirs, asRandom] = [await attempt(theirs?.[foreign]), await attempt(randomUUID())];
      expect(asTheirs, key.name).toBe(asRandom);
      expect(asTheirs.slice(0, 5), key.name).toBe('23503');
    }
  });
});

describe('a pooled connection without context', () => {
  const roles = ['toster_app', 'toster_worker', 'toster_auth'] as const;

  test.each(roles)('of %s sees no row of any table and changes none', async (role) => {
    const attacker = new Attacker(db, role);
    for (const c of TENANT_CLASSES) {
      const table = qualified(c.table);
      const [row] = await rowsOf(db, table, a.orgId);
      const grants = c.grants[role] ?? [];
      const read = await attacker.run(null, `select * from ${table}`);
      expect(read.code, table).toBe(grants.includes('select') ? null : '42501');
      expect(read.rows, table).toEqual([]);
      const column = plainColumn(c, 'toster_app');
      const wrote = await attacker.run(null, `update ${table} set ${column} = ${column}`);
      expect([wrote.count, wrote.code === null || wrote.code === '42501'], table).toEqual([
        0,
        true,
      ]);
      const removed = await attacker.run(null, `delete from ${table}`);
      expect([removed.count, removed.code === null || removed.code === '42501'], table).toEqual([
        0,
        true,
      ]);
      expect((await attacker.run(null, insertion(c, row ?? {}))).code, table).toBe('42501');
    }
    await attacker.close();
  });

  test('keeps nothing of the context that the transaction before it had', async () => {
    const attacker = new Attacker(db);
    expect(
      (await attacker.commit(context('toster_app'), 'select * from orders')).rows.length,
    ).toBeGreaterThan(0);
    expect((await attacker.answer('select * from orders')).rows).toEqual([]);
    expect((await attacker.run(null, 'select * from orders')).rows).toEqual([]);
    await attacker.close();
    const unnamed = await withoutContext(db.app.pool, (tx) => tx.select().from(menuItem), 'read');
    expect(unnamed).toEqual([]);
  });
});

describe('the legitimate way', () => {
  test('a whole order with address, payment and receipt is written by the application’s role', async () => {
    const { place, menu } = a.restaurant;
    const item = menu.items[0];
    if (!item) throw new Error('no item');
    const made = await withTenant(
      db.app,
      { ...contexts.toster_app, action: 'order.created' },
      (tx) =>
        createOrder(tx, {
          place,
          lines: [{ item, quantity: 1 }],
          status: 'delivered',
          channel: 'delivery',
          customer: a.guest,
          kitchenNote: 'no onions',
          address: { line: 'Street 1', city: 'Kyiv' },
          payment: { method: 'card', card: { brand: 'visa', last4: '1111' } },
        }),
    );
    const [stored] =
      await db.admin`select count(*)::int as n from receipt where org_id = ${a.orgId} and order_id = ${made.id}`;
    expect(stored?.['n']).toBe(1);
  });

  test('the same statement changes a price here and none there', async () => {
    const before = await rowsOf(db, 'public.menu_item', b.orgId);
    await withTenant(db.app, { ...contexts.toster_app, request: newId() }, (tx) =>
      tx.update(menuItem).set({ priceMinor: 77 }),
    );
    expect(await rowsOf(db, 'public.menu_item', b.orgId)).toEqual(before);
    const mine = await withTenant(
      db.app,
      contexts.toster_app,
      (tx) => tx.select().from(menuItem).where(eq(menuItem.priceMinor, 77)),
      'read',
    );
    expect(mine.length).toBeGreaterThan(0);
  });
});
