import { sql } from 'drizzle-orm';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConnectionLost, DatabaseError, PoolClosed, PoolExhausted } from '../errors.ts';
import { openPool, type PoolOptions } from '../pool.ts';
import { read, withoutContext, write } from '../transaction.ts';
import { stubDatabase, stubSchema, type StubDatabase } from './stub-database.ts';

let database: StubDatabase;

beforeAll(async () => {
  database = await stubDatabase();
});
afterAll(() => database.close());

const open = (more: Partial<PoolOptions<typeof stubSchema>> = {}) =>
  openPool({ url: database.url, max: 2, applicationName: 'pool', schema: stubSchema, ...more });
const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('when every connection is busy', () => {
  test('callers are served in the order in which they came', async () => {
    const pool = open({ max: 1 });
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        read(pool, 'a', (tx) => tx.execute(sql`select 1`)).then(() => order.push(index)),
      ),
    );
    expect(order).toEqual(Array.from({ length: 20 }, (_, index) => index));
    await pool.close();
  });

  test('the wait is bounded and the error says what happened', async () => {
    const pool = open({ max: 1, acquireTimeoutMs: 100 });
    const taken = Promise.withResolvers<void>();
    const long = write(pool, 'a', async () => {
      taken.resolve();
      await sleep(400);
    });
    await taken.promise;
    const error = await caught(read(pool, 'a', (tx) => tx.execute(sql`select 1`)));
    expect(error).toBeInstanceOf(PoolExhausted);
    expect(String(error)).toContain('within 100 ms (1 in use)');
    await long;
    await read(pool, 'a', (tx) => tx.execute(sql`select 1`));
    await pool.close();
  });

  test('no more than the maximum is ever open', async () => {
    const pool = open({ max: 3, applicationName: 'bounded' });
    const counted = await Promise.all(
      Array.from({ length: 60 }, () =>
        read(pool, 'a', (tx) =>
          tx.execute(
            sql`select count(*)::int as n from pg_stat_activity where datname = current_database() and application_name = 'bounded'`,
          ),
        ),
      ),
    );
    const seen = counted.map(([row]) => Number(row?.['n']));
    expect(Math.max(...seen)).toBeLessThanOrEqual(3);
    const { open: connections, idle, waiting } = pool.stats();
    expect(connections).toBeLessThanOrEqual(3);
    expect({ idle, waiting }).toEqual({ idle: connections, waiting: 0 });
    await pool.close();
  });
});

describe('closing', () => {
  test('lets a running write commit and refuses new work', async () => {
    const pool = open();
    const written = Promise.withResolvers<void>();
    const running = write(pool, 'a', async (tx) => {
      await tx.execute(sql`update item set price = 999 where id = 1`);
      written.resolve();
      await sleep(100);
    });
    await written.promise;
    const closing = pool.close();
    await expect(read(pool, 'a', (tx) => tx.execute(sql`select 1`))).rejects.toThrow(PoolClosed);
    await running;
    await closing;
    const [row] = await database.admin`select price from item where id = 1`;
    expect(row?.['price']).toBe(999);
    expect(pool.stats()).toEqual({ open: 0, idle: 0, waiting: 0 });
  });

  test('ends what does not end in time', async () => {
    const pool = open();
    const started = Promise.withResolvers<void>();
    const stuck = caught(
      read(pool, 'a', async (tx) => {
        await tx.execute(sql`select 1`);
        started.resolve();
        await tx.execute(sql`select pg_sleep(30)`);
      }),
    );
    await started.promise;
    await pool.close(50);
    expect(await stuck).toBeInstanceOf(ConnectionLost);
  });

  test('works on a pool that was never used', async () => {
    await open().close();
  });
});

describe('a server that cannot be used', () => {
  test('with a wrong password is refused at once', async () => {
    await database.admin`create role stranger login password 'right'`;
    const url = new URL(database.url);
    url.username = 'stranger';
    url.password = 'wrong';
    const pool = open({ url: url.href });
    const error = await caught(read(pool, 'a', (tx) => tx.execute(sql`select 1`)));
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).not.toContain('wrong');
    await database.admin`drop role stranger`;
    await pool.close();
  });

  test('because nobody listens fails within the bounded wait', async () => {
    const pool = open({ url: 'postgres://nobody:x@127.0.0.1:9/none', acquireTimeoutMs: 200 });
    const startMs = performance.now();
    const errors = await Promise.all(
      [1, 2, 3].map(() => caught(read(pool, 'a', (tx) => tx.execute(sql`select 1`)))),
    );
    for (const error of errors) expect(error).toBeInstanceOf(ConnectionLost);
    expect(performance.now() - startMs).toBeLessThan(1_500);
    await pool.close();
  });

  test.each(['silence', 'an early end'])(
    'because it answers with %s fails as well',
    async (kind) => {
      const server = createServer((socket) => {
        socket.on('error', () => undefined);
        if (kind === 'an early end') socket.destroy();
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const pool = open({ url: `postgres://n:x@127.0.0.1:${port}/none`, acquireTimeoutMs: 300 });
      const error = await caught(read(pool, 'a', (tx) => tx.execute(sql`select 1`)));
      expect([ConnectionLost, PoolExhausted].some((known) => error instanceof known)).toBe(true);
      await pool.close();
      server.close();
    },
  );

  test('without TLS is refused when the URL demands it', async () => {
    const pool = open({ url: `${database.url}?sslmode=require`, acquireTimeoutMs: 300 });
    expect(await caught(read(pool, 'a', (tx) => tx.execute(sql`select 1`)))).toBeInstanceOf(Error);
    await pool.close();
  });
});

test('timeouts and name are set on each connection', async () => {
  const pool = open({ statementTimeoutMs: 1_000, transactionTimeoutMs: 3_000 });
  const [row] = await withoutContext(pool, (tx) =>
    tx.execute(sql`select current_setting('statement_timeout') as statement,
      current_setting('transaction_timeout') as transaction,
      current_setting('idle_in_transaction_session_timeout') as idle,
      current_setting('application_name') as name, current_setting('TimeZone') as zone`),
  );
  expect(row).toEqual({
    statement: '1s',
    transaction: '3s',
    idle: '1s',
    name: 'pool',
    zone: 'UTC',
  });
  await pool.close();
});

test('a statement that runs too long is cancelled and the connection stays usable', async () => {
  const pool = open({ max: 1, statementTimeoutMs: 100 });
  const error = await caught(read(pool, 'a', (tx) => tx.execute(sql`select pg_sleep(5)`)));
  expect(error).toBeInstanceOf(DatabaseError);
  expect(error).toMatchObject({ sqlstate: '57014' });
  const [row] = await read(pool, 'a', (tx) => tx.execute(sql`select 1 as one`));
  expect(row).toEqual({ one: 1 });
  await pool.close();
});
