import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../testing/database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const ID = `'01900000-0000-7000-8000-000000000001'`;

/** How PostgreSQL reads a list where it may not sort: it sorts all the same when no index has the order. */
async function planOf(query: string): Promise<string> {
  const rows = await db.admin.begin(async (tx) => {
    await tx`set local enable_sort = off`;
    await tx`set local enable_seqscan = off`;
    await tx`set local enable_bitmapscan = off`;
    return tx.unsafe(`explain ${query}`);
  });
  return rows.map((row) => String(row['QUERY PLAN'])).join('\n');
}

describe('a list with the newest first is read in the order of an index', () => {
  test.each([
    [
      'orders_placed_idx',
      `select * from orders where org_id = ${ID} order by placed_at desc, id desc limit 51`,
    ],
    [
      'orders_location_placed_idx',
      `select * from orders where org_id = ${ID} and location_id = ${ID} order by placed_at desc, id desc limit 51`,
    ],
    [
      'orders_status_idx',
      `select * from orders where org_id = ${ID} and status = 'cooking' order by placed_at desc limit 51`,
    ],
    [
      'session_account_idx',
      `select * from auth.session where account_id = ${ID} order by created_at desc`,
    ],
    [
      'customer_last_order_idx',
      `select * from customer where org_id = ${ID} order by coalesce(last_order_at, '-infinity'::timestamptz) desc, id desc limit 51`,
    ],
  ])('%s', async (index, query) => {
    const plan = await planOf(query);
    expect(plan).toContain(index);
    expect(plan).not.toContain('Sort');
  });

  test('as it is not where an index descends with nulls at its end', async () => {
    await db.admin`create table upside_down (id int not null, at timestamptz not null)`;
    await db.admin`create index upside_down_idx on upside_down (at desc nulls last)`;
    expect(await planOf('select * from upside_down order by at desc')).toContain('Sort');
    await db.admin`drop table upside_down`;
  });
});

test('no index descends with nulls at its end: `order by … desc` could not use it', async () => {
  const DESCENDING = 1;
  const NULLS_FIRST = 2;
  const wrong = await db.admin`
    select distinct i.indexrelid::regclass::text as name
    from pg_index i join pg_class c on c.oid = i.indrelid
    cross join unnest(i.indoption::int2[]) option
    where c.relnamespace::regnamespace::text in ('public', 'auth', 'au', 'app', 'sec')
      and option & ${DESCENDING + NULLS_FIRST}::int = ${DESCENDING}::int`;
  expect(wrong.map(({ name }) => name as string)).toEqual([]);
});
