import { newId } from '@toster/contracts/ids';
import { DatabaseError } from '@toster/db/errors';
import { openPool } from '@toster/db/pool';
import * as schema from '@toster/db/schema/index';
import { testDatabase, type TestDatabase } from '@toster/db/testing/database';
import { withoutContext } from '@toster/db/transaction';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enqueueMany, prepare, restaurant } from '../test/support.ts';
import { installQueue } from './queue.ts';

const ROLES = ['toster_app', 'toster_auth', 'toster_worker', 'toster_relay'] as const;
type Role = (typeof ROLES)[number];

/** By privilege, or by the trigger that lets login roles define nothing. */
const REFUSED: readonly unknown[] = ['42501', 'TS004'];

let t: TestDatabase;
let orgId: string;
const pools = new Map<Role, ReturnType<typeof openPool<typeof schema>>>();

beforeAll(async () => {
  t = await testDatabase();
  await prepare(t);
  orgId = (await restaurant(t)).org.orgId;
  await enqueueMany(t.worker, orgId, 3);
  for (const role of ROLES) {
    pools.set(role, openPool({ url: t.url(role), max: 1, applicationName: 'test', schema }));
  }
});

afterAll(async () => {
  await Promise.all([...pools.values()].map((pool) => pool.close()));
  await t?.close();
});

/** What the role gets for the statement: its rows, or the SQLSTATE of the refusal. */
async function as(role: Role, statement: string): Promise<unknown> {
  const pool = pools.get(role);
  if (pool === undefined) throw new Error('no such pool');
  return withoutContext(pool, (tx) => tx.execute(sql.raw(statement))).then(
    (rows) => [...rows],
    (error: unknown) => (error instanceof DatabaseError ? error.sqlstate : String(error)),
  );
}

describe('the relay', () => {
  test('reads where pending rows are and marks them', async () => {
    const rows = await as(
      'toster_relay',
      'select org_id, id, topic, created_at, relayed_at from outbox',
    );
    expect(rows).toHaveLength(3);
    expect(
      await as('toster_relay', 'update outbox set relayed_at = now() returning topic'),
    ).toHaveLength(3);
  });

  test('adds a job and sees of it what its INSERT returns', async () => {
    const insert = `insert into queue.job_common (name, data) values ('import.finished', '{}')`;
    expect(await as('toster_relay', `${insert} returning id`)).toHaveLength(1);
    expect(await as('toster_relay', `${insert} returning data`)).toBe('42501');
  });

  test.each([
    'select payload from outbox',
    'select * from outbox',
    `select 1 from outbox where payload @> '{}'`,
    `update outbox set payload = '{}'`,
    `update outbox set topic = 'x'`,
    'update outbox set relayed_at = now() returning payload',
    `insert into outbox (org_id, id, topic, payload) values ('${newId()}', '${newId()}', 'import.finished', '{}')`,
    'delete from outbox',
    'select session_id from auth.outbox',
    'select data from queue.job',
    'select data from queue.job_common',
    `update queue.job_common set data = '{}'`,
    'delete from queue.job_common',
    'create table queue.mine (id int)',
    'drop table queue.job',
  ])('is refused: %s', async (statement) => {
    expect(REFUSED).toContain(await as('toster_relay', statement));
  });

  test('cannot unmark a row', async () => {
    expect(await as('toster_relay', 'update outbox set relayed_at = null')).toBe('42501');
  });

  test('reads of no other table a single column', async () => {
    const rows = await t.admin`
      select format('%s.%s', n.nspname, c.relname) as name,
             array_agg(a.attname::text order by a.attnum)
               filter (where has_column_privilege('toster_relay', c.oid, a.attnum, 'select')) as columns
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relkind in ('r', 'p', 'v', 'm', 'f')
         and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
         and has_schema_privilege('toster_relay', n.oid, 'usage')
         and has_any_column_privilege('toster_relay', c.oid, 'select')
       group by 1 order by 1`;
    const seen = Object.fromEntries(rows.map((row) => [row['name'], row['columns']]));
    expect(Object.keys(seen)).toEqual([
      'auth.outbox',
      'public.outbox',
      'queue.job_common',
      'queue.queue',
      'queue.version',
    ]);
    expect(seen['public.outbox']).toEqual(['org_id', 'id', 'topic', 'created_at', 'relayed_at']);
    expect(seen['auth.outbox'].toSorted()).toEqual([
      'account_id',
      'created_at',
      'id',
      'relayed_at',
      'topic',
    ]);
    expect(seen['queue.job_common']).toEqual(['id', 'start_after']);
  });
});

describe('the worker', () => {
  test.each([
    'create table queue.mine (id int)',
    'drop table queue.job_common',
    'truncate queue.job_common',
    'alter table queue.queue add column x int',
    `select queue.create_queue('own-table', '{"partition": true, "policy": "standard"}')`,
    `select queue.delete_queue('import.finished')`,
    `delete from queue.queue`,
    `update queue.schedule set cron = '* * * * *'`,
  ])('is refused: %s', async (statement) => {
    expect(REFUSED).toContain(await as('toster_worker', statement));
  });
});

describe('the roles of requests', () => {
  test.each(['toster_app', 'toster_auth'] as const)('%s may not enter the queue', async (role) => {
    for (const statement of [
      'select 1 from queue.job',
      'select 1 from queue.queue',
      `insert into queue.job_common (name) values ('import.finished')`,
      'select queue.job_now()',
    ]) {
      expect(await as(role, statement)).toBe('42501');
    }
  });
});

test('installing again, also twice at once, changes nothing', async () => {
  const catalogue = () => t.admin`
    select c.relname, c.relacl::text as acl, (select count(*)::int from queue.queue) as queues,
           (select count(*)::int from queue.schedule) as schedules
      from pg_class c where c.relnamespace = 'queue'::regnamespace order by 1`;
  const before = await catalogue();
  await Promise.all([installQueue(t.adminUrl), installQueue(t.adminUrl)]);
  expect(await catalogue()).toEqual(before);
});
