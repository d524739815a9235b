import { asc, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPool } from '../pool.ts';
import { read, withoutContext, write, type ReadTx } from '../transaction.ts';
import { item, stubDatabase, stubSchema, type StubDatabase } from './stub-database.ts';

type Schema = typeof stubSchema;

let database: StubDatabase;

beforeAll(async () => {
  database = await stubDatabase();
});
afterAll(() => database.close());

const context = async (tx: ReadTx<Schema>) => {
  const [row] = await tx.execute(sql`select current_setting('app.ctx') as seen`);
  return row;
};
const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a pooled connection carries nothing into the next transaction', () => {
  const narrow = () =>
    openPool({ url: database.url, max: 1, applicationName: 'narrow', schema: stubSchema });

  test.each([
    ["set session app.ctx = 'org-a'", sql`select current_setting('app.ctx', true) as left`],
    ["set statement_timeout = '1ms'", sql`select current_setting('statement_timeout') as left`],
    [
      'declare c cursor with hold for select 1',
      sql`select name as left from pg_cursors where name <> ''`,
    ],
    ['listen somebody', sql`select pg_listening_channels() as left`],
    [
      'prepare p as select 1',
      sql`select name as left from pg_prepared_statements where name = 'p'`,
    ],
  ])('after `%s`', async (statement, look) => {
    const one = narrow();
    const before = await withoutContext(one, (tx) => tx.execute(look));
    for (const run of [read, write]) {
      await run(one, 'a', (tx: ReadTx<Schema>) => tx.execute(sql.raw(statement)));
      expect([...(await withoutContext(one, (tx) => tx.execute(look)))]).toEqual([...before]);
    }
    await one.close();
  });

  test.each(['deallocate all', 'discard plans', 'reset all'])(
    'nor does `%s` harm the next one',
    async (statement) => {
      const one = narrow();
      await read(one, 'a', context);
      await write(one, 'a', (tx) => tx.execute(sql.raw(statement)));
      expect(await read(one, 'b', context)).toMatchObject({ seen: 'b' });
      await one.close();
    },
  );
});

test('more query shapes than the statement cache holds still run', async () => {
  const one = openPool({ url: database.url, max: 1, applicationName: 'many', schema: stubSchema });
  for (let shape = 0; shape < 450; shape += 1) {
    const [row] = await read(one, 'a', (tx) =>
      tx.execute(sql`select ${sql.raw(`'${shape}'`)} as shape, ${shape}::int as sent`),
    );
    expect(row).toEqual({ shape: String(shape), sent: shape });
  }
  const [prepared] = await withoutContext(one, (tx) =>
    tx.execute(sql`select count(*)::int as n from pg_prepared_statements`),
  );
  expect(prepared?.['n']).toBeLessThanOrEqual(401);
  await one.close();
});

test('a prepared statement whose result type changed fails once and heals', async () => {
  const one = openPool({ url: database.url, max: 1, applicationName: 'ddl', schema: stubSchema });
  await database.admin`create table changing (n int)`;
  const look = () => read(one, 'a', (tx) => tx.execute(sql`select n from changing`));
  await look();
  await database.admin`alter table changing alter column n type text`;
  await caught(look());
  expect(await look()).toHaveLength(0);
  await one.close();
});

test('rows read before an error leave no holes in the next result', async () => {
  const one = openPool({ url: database.url, max: 1, applicationName: 'holes', schema: stubSchema });
  await caught(
    withoutContext(one, (tx) => tx.execute(sql`select 1 / (5 - n) from generate_series(1, 10) n`)),
  );
  const rows = await withoutContext(one, (tx) =>
    tx.select({ id: item.id }).from(item).orderBy(asc(item.id)).limit(2),
  );
  expect(rows).toEqual([{ id: 1 }, { id: 2 }]);
  await one.close();
});
