import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConnectionLost } from '../errors.ts';
import { openPool, type PoolOptions } from '../pool.ts';
import { startRoundTripProxy } from '../testing/round-trip-proxy.ts';
import { read, write } from '../transaction.ts';
import { ConnectionPool } from './connection-pool.ts';
import { item, stubDatabase, stubSchema, type StubDatabase } from './stub-database.ts';

// An exception nobody caught, or a rejection nobody handled, fails the run by itself.

let database: StubDatabase;

beforeAll(async () => {
  database = await stubDatabase();
});
afterAll(() => database.close());

const open = (more: Partial<PoolOptions<typeof stubSchema>> = {}) =>
  openPool({ url: database.url, max: 8, applicationName: 'faulty', schema: stubSchema, ...more });
const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const until = async (holds: () => boolean | Promise<boolean>) => {
  while (!(await holds())) await sleep(5);
};
const killAll = () => database.admin`
  select pg_terminate_backend(pid) from pg_stat_activity
   where datname = current_database() and application_name = 'faulty'`;

test('backends killed under 200 transactions neither crash the process nor hang one, and the pool heals', async () => {
  const pool = open();
  const committed = new Map<number, number>();
  let lost = 0;
  let done = 0;
  const one = async (index: number): Promise<void> => {
    const id = 1 + (index % 50);
    try {
      if (index % 2 === 0) {
        await read(pool, 'a', async (tx) => {
          await Promise.all([tx.select().from(item), tx.execute(sql`select pg_sleep(0.002)`)]);
          await tx.select().from(item).where(eq(item.id, id));
        });
      } else {
        await write(pool, 'a', async (tx) => {
          await tx.execute(
            sql`insert into item (id, name) values (${1_000 + index}, ${`k${index}`})`,
          );
          await sleep(index % 5);
          await tx.select().from(item).where(eq(item.id, id));
        });
        committed.set(1_000 + index, 1);
      }
    } catch (error) {
      expect(error).toBeInstanceOf(ConnectionLost);
      lost += 1;
    } finally {
      done += 1;
    }
  };
  const load = Promise.all(Array.from({ length: 200 }, (_, index) => one(index)));
  for (let round = 0; round < 12; round += 1) {
    await sleep(15);
    await killAll();
  }
  await load;
  expect(done).toBe(200);
  expect(lost).toBeGreaterThan(0);

  const again = await Promise.all(
    Array.from({ length: 50 }, () => read(pool, 'a', (tx) => tx.execute(sql`select 1`))),
  );
  expect(again).toHaveLength(50);
  const stored = new Set(
    (await database.admin`select id from item`).map((row) => row['id'] as number),
  );
  for (const id of committed.keys()) expect(stored).toContain(id);
  await database.admin`delete from item where id >= 1000`;
  expect(pool.stats().open).toBeLessThanOrEqual(8);
  await pool.close();
});

describe('the driver’s bugs are cured:', () => {
  test('a backend lost while its transaction idles rejects the transaction at once', async () => {
    const pool = open({ max: 1 });
    let reached = false;
    const transaction = caught(
      write(pool, 'a', async (tx) => {
        await tx.execute(sql`update item set price = 1 where id = 1`);
        reached = true;
        await new Promise(() => undefined);
      }),
    );
    while (!reached) await sleep(5);
    await killAll();
    expect(await transaction).toMatchObject({ name: 'ConnectionLost', commitUnknown: false });
    expect(await read(pool, 'a', (tx) => tx.execute(sql`select 1 as n`))).toHaveLength(1);
    await pool.close();
  });

  test('queries issued on a connection that has died are refused, not queued for ever', async () => {
    const pool = open({ max: 1 });
    const outcomes: unknown[] = [];
    await caught(
      write(pool, 'a', async (tx) => {
        await tx.execute(sql`select 1`);
        await killAll();
        await sleep(50);
        for (let count = 0; count < 3; count += 1) {
          outcomes.push(await caught(tx.execute(sql`select 1`).execute()));
        }
      }),
    );
    await sleep(100);
    expect(outcomes).toHaveLength(3);
    for (const outcome of outcomes) expect(outcome).toBeInstanceOf(Error);
    await pool.close();
  });

  test('queries already under way when the backend dies are all rejected', async () => {
    const pool = open({ max: 1 });
    const outcomes = write(pool, 'a', (tx) =>
      Promise.all(
        Array.from({ length: 150 }, () => caught(tx.execute(sql`select pg_sleep(0.05)`).execute())),
      ),
    );
    void sleep(100).then(killAll);
    expect(await caught(outcomes)).toBeInstanceOf(ConnectionLost);
    await pool.close();
  });

  test('more statements than the driver’s pipeline limit run in one transaction', async () => {
    const pool = open({ max: 1 });
    const rows = await write(pool, 'a', (tx) =>
      Promise.all(Array.from({ length: 500 }, (_, n) => tx.execute(sql`select ${n}::int as n`))),
    );
    expect(rows.map((row) => row[0]?.['n'])).toEqual(Array.from({ length: 500 }, (_, n) => n));
    await pool.close();
  });

  test('connections are opened without a type query, and many at once', async () => {
    const pool = open({ max: 8 });
    let most = 0;
    // Every transaction waits until all eight hold a connection.
    const all = until(() => (most = pool.stats().open) === 8);
    await Promise.all(
      Array.from({ length: 8 }, () =>
        read(pool, 'a', async (tx) => {
          await tx.execute(sql`select 1`);
          await all;
        }),
      ),
    );
    expect(most).toBe(8);
    await pool.close();
  });

  test('a connection refused while it opens leaves nothing behind that answers later', async () => {
    const proxy = await startRoundTripProxy(database.url, 0);
    const pool = open({ url: proxy.url, acquireTimeoutMs: 300 });
    proxy.blackHole();
    expect(await caught(read(pool, 'a', (tx) => tx.execute(sql`select 1`)))).toBeInstanceOf(Error);
    await pool.close();
    await proxy.close();
    await until(async () => {
      const [row] = await database.admin`
        select count(*)::int as n from pg_stat_activity
         where datname = current_database() and application_name = 'faulty'`;
      return row?.['n'] === 0;
    });
  });
});

test('a commit whose answer never comes says that its outcome is unknown', async () => {
  const proxy = await startRoundTripProxy(database.url, 0);
  const pool = open({ url: proxy.url, max: 1 });
  const transaction = caught(
    write(pool, 'a', async (tx) => {
      await tx.execute(sql`update item set price = 4711 where id = 9`);
      proxy.muteServer();
    }),
  );
  await sleep(200);
  proxy.sever();
  expect(await transaction).toMatchObject({ name: 'ConnectionLost', commitUnknown: true });
  const [row] = await database.admin`select price from item where id = 9`;
  expect(row?.['price']).toBe(4711);
  await pool.close();
  await proxy.close();
});

test('a server that falls silent is given up, and the caller is told', async () => {
  const proxy = await startRoundTripProxy(database.url, 0);
  const connections = new ConnectionPool({
    url: proxy.url,
    max: 1,
    applicationName: 'faulty',
    statementTimeoutMs: 100,
    transactionTimeoutMs: 1_000,
    connectTimeoutMs: 500,
    acquireTimeoutMs: 500,
    lifetimeMs: 60_000,
    silenceMs: 300,
  });
  const pool = { ...open(), connections };
  await read(pool, 'a', (tx) => tx.execute(sql`select 1`));
  proxy.blackHole();
  const startMs = performance.now();
  const error = await caught(read(pool, 'a', (tx) => tx.execute(sql`select 1`)));
  expect(error).toBeInstanceOf(ConnectionLost);
  expect(performance.now() - startMs).toBeLessThan(2_000);
  await connections.close(0);
  await proxy.close();
});

test('a connection past its lifetime is replaced', async () => {
  const connections = new ConnectionPool({
    url: database.url,
    max: 1,
    applicationName: 'faulty',
    statementTimeoutMs: 1_000,
    transactionTimeoutMs: 1_000,
    connectTimeoutMs: 1_000,
    acquireTimeoutMs: 1_000,
    lifetimeMs: 0,
    silenceMs: 5_000,
  });
  const pool = { ...open(), connections };
  const pid = () => read(pool, 'a', (tx) => tx.execute(sql`select pg_backend_pid() as pid`));
  const [first] = await pid();
  await sleep(5);
  const [second] = await pid();
  const [third] = await pid();
  expect(new Set([first, second, third].map((row) => row?.['pid'])).size).toBeGreaterThan(1);
  await connections.close(0);
});
