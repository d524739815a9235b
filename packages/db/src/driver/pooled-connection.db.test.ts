import { asc, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TransactionMisuse } from '../errors.ts';
import { openPool, type Pool } from '../pool.ts';
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
      const error = await caught(
        run(one, 'a', (tx: ReadTx<Schema>) => tx.execute(sql.raw(statement))),
      );
      expect(error).toBeInstanceOf(TransactionMisuse);
      expect([...(await withoutContext(one, (tx) => tx.execute(look)))]).toEqual([...before]);
    }
    await one.close();
  });

  test.each(['deallocate all', 'discard plans', 'reset all'])(
    'nor does `%s` harm the next one',
    async (statement) => {
      const one = narrow();
      await read(one, 'a', context);
      const error = await caught(write(one, 'a', (tx) => tx.execute(sql.raw(statement))));
      expect(error).toBeInstanceOf(TransactionMisuse);
      expect(await read(one, 'b', context)).toMatchObject({ seen: 'b' });
      await one.close();
    },
  );
});

describe('only statements on rows are committed', () => {
  const role = 'driver_self';
  const settings = async () => {
    const [row] = await database.admin`select rolconfig from pg_roles where rolname = ${role}`;
    return row?.['rolconfig'];
  };
  const asRole = () => {
    const url = new URL(database.url);
    url.username = role;
    url.password = role;
    return openPool({ url: url.href, max: 1, applicationName: 'self', schema: stubSchema });
  };
  beforeAll(async () => {
    await database.admin.unsafe(`create role ${role} login password '${role}'`);
    await database.admin.unsafe(`grant usage on schema app to ${role}`);
    await database.admin.unsafe(`grant select, insert, update, delete on item to ${role}`);
  });
  afterAll(async () => {
    await database.admin.unsafe(`drop owned by ${role}`);
    await database.admin.unsafe(`drop role ${role}`);
  });
  const pid = async (pool: Pool<Schema>) =>
    (await read(pool, 'a', (tx) => tx.execute(sql`select pg_backend_pid() as pid`)))[0]?.['pid'];
  const hostile = `alter role ${role} set statement_timeout = '1ms'`;

  test('a role that alters itself is rolled back, and the connection replaced', async () => {
    const one = asRole();
    const before = await pid(one);
    const awaited = write(one, 'a', async (tx) => {
      await tx.execute(sql`update item set price = 71 where id = 1`);
      await tx.execute(sql.raw(hostile));
    });
    expect(await caught(awaited)).toBeInstanceOf(TransactionMisuse);
    expect(await settings()).toBeNull();
    expect(await database.admin`select price from item where id = 1`).toEqual([{ price: 1 }]);
    expect(await pid(one)).not.toBe(before);
    await one.close();
  });

  test('also when nobody awaits the statement, or its error is swallowed', async () => {
    const one = asRole();
    const unawaited = write(one, 'a', async (tx) => {
      void tx.execute(sql.raw(hostile)).then(() => undefined);
      await Promise.resolve();
    });
    expect(await caught(unawaited)).toBeInstanceOf(TransactionMisuse);
    const early = write(one, 'a', async (tx) => {
      await tx.execute(sql`select 1`);
      void tx.execute(sql.raw(hostile)).then(() => undefined);
    });
    expect(await caught(early)).toBeInstanceOf(TransactionMisuse);
    expect(await settings()).toBeNull();
    expect(await caught(read(one, 'a', (tx) => tx.execute(sql.raw(hostile))))).toBeInstanceOf(
      Error,
    );
    expect(await settings()).toBeNull();
    await one.close();
  });

  test('what works on rows is: a statement nobody awaits is committed as before', async () => {
    const one = asRole();
    await write(one, 'a', async (tx) => {
      await tx.execute(sql`insert into item (id, name) values (900, 'nine')`);
      await tx.execute(sql`merge into item using (values (900)) v(id) on item.id = v.id
        when matched then update set price = 9`);
      void tx.execute(sql`update item set ok = true where id = 900`).then(() => undefined);
    });
    const rows = await database.admin`delete from item where id = 900 returning price, ok`;
    expect(rows).toEqual([{ price: 9, ok: true }]);
    await one.close();
  });
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
