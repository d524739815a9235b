import { eq, inArray, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openPool, type Pool } from '../pool.ts';
import { startRoundTripProxy, type RoundTripProxy } from '../testing/round-trip-proxy.ts';
import { read, write } from '../transaction.ts';
import { item, stubDatabase, stubSchema, type StubDatabase } from './stub-database.ts';

const DELAY_MS = 10;

let database: StubDatabase;
let proxy: RoundTripProxy;
let pool: Pool<typeof stubSchema>;

beforeAll(async () => {
  database = await stubDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  proxy = await startRoundTripProxy(database.url, DELAY_MS);
  pool = openPool({ url: proxy.url, max: 1, applicationName: 'trips', schema: stubSchema });
  await read(pool, 'warm', (tx) => tx.execute(sql`select 1`));
  proxy.reset();
});
afterEach(async () => {
  await pool.close();
  await proxy.close();
});

describe('a read costs one round trip', () => {
  const one =
    (id: number) => (tx: Parameters<Parameters<typeof read<typeof stubSchema, unknown>>[2]>[0]) =>
      tx.select().from(item).where(eq(item.id, id));

  test('with one query, even of a shape the connection has never seen', async () => {
    const rows = await read(pool, 'a', one(1));
    expect(rows).toHaveLength(1);
    expect(proxy.roundTrips()).toBe(1);
  });

  test('with three different queries issued together', async () => {
    const [first, list, count] = await read(pool, 'a', (tx) =>
      Promise.all([
        tx.query.item.findFirst({ where: eq(item.id, 7) }),
        tx
          .select({ id: item.id })
          .from(item)
          .where(inArray(item.id, [1, 2, 3])),
        tx.$count(item, eq(item.price, 5)),
      ]),
    );
    expect(first?.name).toBe('item 7');
    expect(list).toHaveLength(3);
    expect(count).toBe(1);
    expect(proxy.roundTrips()).toBe(1);
  });

  test('with a context and statements of many kilobytes', async () => {
    const context = 'x'.repeat(50_000);
    const rows = await read(pool, context, (tx) =>
      tx.execute(
        sql`select current_setting('app.ctx') as seen, ${'y'.repeat(90_000)}::text as sent`,
      ),
    );
    expect(rows[0]).toEqual({ seen: context, sent: 'y'.repeat(90_000) });
    expect(proxy.roundTrips()).toBe(1);
  });

  test('when the context is refused', async () => {
    await expect(read(pool, 'stale', one(1))).rejects.toThrow();
    expect(proxy.roundTrips()).toBe(1);
  });

  test('and the next read on the same connection starts without waiting', async () => {
    await read(pool, 'a', one(1));
    await read(pool, 'b', one(2));
    expect(proxy.roundTrips()).toBe(2);
  });
});

test('a read that thinks between its queries costs one round trip per flush', async () => {
  await read(pool, 'a', async (tx) => {
    await tx.select().from(item).where(eq(item.id, 1));
    await tx.select().from(item).where(eq(item.id, 2));
  });
  expect(proxy.roundTrips()).toBe(2);
});

test.each([1, 2, 3])('a write of %i awaited statements costs one more', async (statements) => {
  await write(pool, 'a', async (tx) => {
    for (let id = 1; id <= statements; id += 1) {
      await tx.update(item).set({ price: id }).where(eq(item.id, id));
    }
  });
  expect(proxy.roundTrips()).toBe(statements + 1);
});

test('a write of statements issued together costs two', async () => {
  await write(pool, 'a', (tx) =>
    Promise.all([1, 2, 3].map((id) => tx.update(item).set({ ok: true }).where(eq(item.id, id)))),
  );
  expect(proxy.roundTrips()).toBe(2);
});
