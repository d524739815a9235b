import { newId } from '@toster/contracts/ids';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TenantContext } from '../context.ts';
import { openPool } from '../pool.ts';
import * as schema from '../schema/index.ts';
import { type Database, type Tx, withTenant } from '../tenant.ts';
import { testDatabase, type TestDatabase } from '../testing/database.ts';
import { staffContext } from '../testing/staff-context.ts';
import { withoutContext } from '../transaction.ts';
import { canariesOf, leaked } from './testing/canaries.ts';
import { twoRestaurants, type Side } from './testing/two-restaurants.ts';

let db: TestDatabase;
let a: Side;
let b: Side;
let attacker: TenantContext;
let victim: TenantContext;
let secrets: ReadonlySet<string>;
let one: Database;

beforeAll(async () => {
  db = await testDatabase();
  ({ a, b } = await twoRestaurants(db));
  attacker = await staffContext(db, a.members.owner, { purpose: 'test' });
  victim = await staffContext(db, b.members.owner, { purpose: 'test' });
  secrets = new Set([
    ...(await canariesOf(db, a.orgId, b.orgId)),
    ...(await canariesOf(db, b.orgId, a.orgId)),
  ]);
});
afterAll(() => db.close());

// A pool of one: whoever comes next gets the connection of whoever was before, unless it was thrown away.
beforeEach(() => {
  one = {
    ...db.app,
    pool: openPool({ url: db.url('toster_app'), max: 1, applicationName: 'one', schema }),
  };
});
afterEach(() => one.pool.close());

const as = (context: TenantContext, statement: string, access: 'read' | 'write' = 'write') => {
  const work = async (tx: Pick<Tx, 'execute'>): Promise<unknown> => tx.execute(sql.raw(statement));
  const fresh = { ...context, request: newId() };
  return access === 'read' ? withTenant(one, fresh, work, 'read') : withTenant(one, fresh, work);
};
const outcome = (promise: Promise<unknown>) =>
  promise.then(
    (rows) => JSON.stringify(rows),
    (error: unknown) => `${String(error)} ${JSON.stringify((error as Error).cause)}`,
  );
const theirs = (text: string, side: Side) =>
  leaked(secrets, text).some((value) => value.includes(side.mark));

describe.each(['read', 'write'] as const)(
  'after a hostile %s, the next transaction of the same pool',
  (access) => {
    test.each([
      [
        'a cursor held open',
        'declare c cursor with hold for select * from customer_contact',
        'fetch all from c',
      ],
      [
        'a cursor held open, copied',
        'declare c cursor with hold for select * from customer_contact',
        `select cursor_to_xml('c', 100, true, false, '')`,
      ],
      ['a prepared statement', 'prepare p as select * from customer_contact', 'execute p'],
    ])('cannot use %s', async (_, left, used) => {
      await outcome(as(attacker, left, access));
      const got = await outcome(as(victim, used, access));
      expect(theirs(got, a)).toBe(false);
      expect(theirs(got, b)).toBe(false);
      expect(theirs(await outcome(as(victim, 'select * from customer_contact', access)), b)).toBe(
        true,
      );
    });

    test.each([
      'set search_path = pg_catalog',
      'set row_security = off',
      'set default_transaction_read_only = on',
      `set datestyle = 'SQL, DMY'`,
      'set transform_null_equals = on',
      'set session characteristics as transaction read only',
      `set statement_timeout = '1ms'`,
      `set timezone = 'Asia/Tokyo'`,
      'set bytea_output = escape',
      `select set_config('search_path', 'pg_catalog', false)`,
      `select set_config('timezone', 'Asia/Tokyo', false)`,
      `update pg_settings set setting = 'off' where name = 'row_security'`,
      'deallocate all',
      'discard plans',
      'discard sequences',
      'listen toster_outbox',
      'set role none',
      'set session authorization default',
      'select pg_advisory_lock(7305002)',
      'lock table orders in access exclusive mode',
    ])('works as if %s had never been said', async (statement) => {
      const usual = await settings();
      await as(victim, 'select * from orders', access);
      await outcome(as(attacker, statement, access));
      const seen = await outcome(as(victim, 'select * from orders', access));
      expect(theirs(seen, b)).toBe(true);
      expect(await settings()).toEqual(usual);
    });

    test.each(['prepare', 'deallocate all; prepare'])(
      'runs its own statements, not one that stole their name (%s)',
      async (how) => {
        await as(victim, 'select count(*)::int as n from orders', access);
        const names = await outcome(
          as(attacker, 'select name from pg_prepared_statements', access),
        );
        expect(names).toContain('42501');
        for (const part of how === 'prepare' ? [] : ['deallocate all'])
          await outcome(as(attacker, part, access));
        for (const name of ['t1', 's1', 'p1', 'q1']) {
          await outcome(
            as(attacker, `prepare ${name} as update orders set table_label = 'stolen'`, access),
          );
        }
        const seen = await outcome(as(victim, 'select count(*)::int as n from orders', access));
        expect(seen).toContain('"n":2');
        const [stolen] =
          await db.admin`select count(*)::int as n from orders where table_label = 'stolen'`;
        expect(stolen?.['n']).toBe(0);
      },
    );
  },
);

async function settings(): Promise<unknown> {
  const rows = await withoutContext(one.pool, (tx) =>
    tx.execute(sql`
    select name, setting from pg_settings where name in ('search_path', 'row_security', 'DateStyle', 'TimeZone', 'statement_timeout',
      'default_transaction_read_only', 'transform_null_equals', 'bytea_output', 'role', 'session_authorization') order by name`),
  );
  return JSON.parse(JSON.stringify(rows));
}

test('a read changes nothing, whatever it asks for', async () => {
  for (const statement of [
    `update orders set table_label = 'x'`,
    'with w as (update orders set table_label = $$x$$ returning *) select * from w',
    'select app.record_read($$orders$$, array[gen_random_uuid()])',
    'set transaction read write',
    'select app.enter(current_setting($$app.ctx$$), false), 1 / 0',
  ]) {
    await outcome(as(attacker, statement, 'read'));
  }
  const turned = withTenant(
    one,
    attacker,
    async (tx) => {
      await tx.execute(sql`select set_config('transaction_read_only', 'off', true)`);
      await tx.execute(sql`update orders set table_label = 'y'`);
    },
    'read',
  );
  await expect(turned).rejects.toThrow();
  const [row] =
    await db.admin`select count(*)::int as n from orders where table_label in ('x', 'y')`;
  expect(row?.['n']).toBe(0);
});
