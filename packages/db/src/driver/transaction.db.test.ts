import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inspect } from 'node:util';
import {
  ContextInvalid,
  ContextStale,
  DatabaseError,
  refusalOf,
  TransactionMisuse,
} from '../errors.ts';
import { openPool, type Pool } from '../pool.ts';
import { read, withoutContext, write, type ReadTx, type Tx } from '../transaction.ts';
import { item, stubDatabase, stubSchema, type StubDatabase } from './stub-database.ts';

type Schema = typeof stubSchema;

let database: StubDatabase;
let pool: Pool<Schema>;

beforeAll(async () => {
  database = await stubDatabase();
  pool = openPool({ url: database.url, max: 2, applicationName: 'test', schema: stubSchema });
});
afterAll(async () => {
  await pool.close();
  await database.close();
});
beforeEach(() => database.admin`update item set price = id, tags = null, extra = null`);

const context = async (tx: ReadTx<Schema>) => {
  const [row] = await tx.execute(
    sql`select current_setting('app.ctx') as seen, current_setting('transaction_read_only') as ro`,
  );
  return row;
};
const priceOf = async (id: number) => {
  const [row] = await database.admin`select price from item where id = ${id}`;
  return row?.['price'] as number;
};
const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a statement of any size', () => {
  test('is answered: a megabyte of text, and 60 000 parameters', async () => {
    const text = 'x'.repeat(1_048_576);
    const values = sql.join(
      Array.from({ length: 60_000 }, (_, index) => sql`${index}::int`),
      sql`, `,
    );
    for (const run of [read, write] as const) {
      const [long] = await run(pool, 'org-a', (tx: ReadTx<Schema>) =>
        tx.execute(sql`select length(${text}) as length`),
      );
      expect(long).toEqual({ length: text.length });
      const [wide] = await run(pool, 'org-a', (tx: ReadTx<Schema>) =>
        tx.execute(sql`select cardinality(array[${values}]) as length`),
      );
      expect(wide).toEqual({ length: 60_000 });
    }
  });
});

describe('the context', () => {
  test('is set for every statement of a read, which is read-only', async () => {
    const seen = await read(pool, 'org-a', async (tx) => [
      ...(await Promise.all([context(tx), context(tx)])),
      await context(tx),
    ]);
    expect(seen).toEqual(Array.from({ length: 3 }, () => ({ seen: 'org-a', ro: 'on' })));
    const error = await caught(
      read(pool, 'org-a', (tx) => tx.execute(sql`update item set price = 0`)),
    );
    expect(error).toMatchObject({ sqlstate: '25006' });
  });

  test('is set for every statement of a write and gone after it', async () => {
    expect(await write(pool, 'org-a', context)).toEqual({ seen: 'org-a', ro: 'off' });
    expect(await withoutContext(pool, context)).toEqual({ seen: '', ro: 'off' });
    expect(await withoutContext(pool, context, 'read')).toEqual({ seen: '', ro: 'on' });
  });

  test('never mixes between 400 transactions on two connections', async () => {
    const names = Array.from({ length: 400 }, (_, index) => `org-${index}`);
    const seen = await Promise.all(
      names.map((name, index) =>
        index % 3 === 0 ? write(pool, name, context) : read(pool, name, context),
      ),
    );
    expect(seen.map((row) => row?.['seen'])).toEqual(names);
    expect(pool.stats().waiting).toBe(0);
  });

  test.each([
    ['stale', ContextStale],
    ['bad', ContextInvalid],
  ])('%s is refused before anything else, whatever the work makes of it', async (bad, kind) => {
    const works: ((tx: Tx<Schema>) => Promise<unknown>)[] = [
      (tx) => tx.select().from(item).execute(),
      (tx) =>
        tx
          .select()
          .from(item)
          .execute()
          .catch(() => 'swallowed'),
      (tx) =>
        tx
          .select()
          .from(item)
          .execute()
          .catch(() => {
            throw new Error('own');
          }),
      () => Promise.resolve('no query at all'),
    ];
    for (const work of works) {
      expect(await caught(read(pool, bad, work as never))).toBeInstanceOf(kind);
      expect(await caught(write(pool, bad, work))).toBeInstanceOf(kind);
    }
    await caught(write(pool, bad, (tx) => tx.update(item).set({ price: 0 })));
    expect(await priceOf(1)).toBe(1);
    expect(await read(pool, 'good', context)).toMatchObject({ seen: 'good' });
  });
});

describe('a write', () => {
  test('is committed as a whole', async () => {
    const price = await write(pool, 'a', async (tx) => {
      await tx.update(item).set({ price: 70 }).where(eq(item.id, 1));
      await tx.update(item).set({ price: 80 }).where(eq(item.id, 2));
      return (await tx.select().from(item).where(eq(item.id, 1)))[0]?.price;
    });
    expect([price, await priceOf(1), await priceOf(2)]).toEqual([70, 70, 80]);
  });

  test('is rolled back when the work throws its own error, which passes unchanged', async () => {
    const own = new Error('own');
    const error = await caught(
      write(pool, 'a', async (tx) => {
        await tx.update(item).set({ price: 70 }).where(eq(item.id, 1));
        throw own;
      }),
    );
    expect(error).toBe(own);
    expect(await priceOf(1)).toBe(1);
  });

  test('is rolled back when a statement fails, even if the work swallows the error', async () => {
    const error = await caught(
      write(pool, 'a', async (tx) => {
        await tx.update(item).set({ price: 70 }).where(eq(item.id, 1));
        await tx.execute(sql`select 1 / 0`).catch(() => undefined);
      }),
    );
    expect(error).toMatchObject({ name: 'DatabaseError', sqlstate: '22012' });
    expect(await priceOf(1)).toBe(1);
  });

  test('fails when a deferred constraint fails at commit', async () => {
    const error = await caught(
      write(pool, 'a', (tx) => tx.update(item).set({ name: 'item 2' }).where(eq(item.id, 1))),
    );
    expect(error).toMatchObject({ sqlstate: '23505', table: 'item', constraint: 'item_name_key' });
    expect(await read(pool, 'a', context)).toMatchObject({ seen: 'a' });
  });

  test('lets the work turn a refusal into its own error', async () => {
    class Taken extends Error {}
    const error = await caught(
      write(pool, 'a', (tx) =>
        tx
          .insert(item)
          .values({ id: 1, name: 'again' })
          .execute()
          .catch((failure: unknown) => {
            throw refusalOf(failure)?.constraint === 'item_pkey' ? new Taken() : failure;
          }),
      ),
    );
    expect(error).toBeInstanceOf(Taken);
  });
});

test('an error tells SQLSTATE, table and constraint, and neither SQL nor values', async () => {
  const error = await caught(
    write(pool, 'a', (tx) => tx.insert(item).values({ id: 1, name: 'secret-value' })),
  );
  expect(error).toBeInstanceOf(DatabaseError);
  expect(error).toMatchObject({ sqlstate: '23505', table: 'item', constraint: 'item_pkey' });
  const shown = [
    inspect(error, { depth: 9, showHidden: false }),
    String(error),
    JSON.stringify(error),
  ];
  for (const text of shown) expect(text).not.toMatch(/secret-value|insert into|already exists/);
  expect(Object.keys(error as object)).not.toContain('cause');
  expect((error as Error).cause).toMatchObject({ code: '23505' });
});

describe('the handle', () => {
  test('is refused after the end, so that nothing runs in somebody else’s transaction', async () => {
    let escaped: Tx<Schema> | undefined;
    await write(pool, 'a', async (tx) => {
      escaped = tx;
      await context(tx);
    });
    await expect(escaped?.select().from(item).execute()).rejects.toMatchObject({
      cause: expect.any(TransactionMisuse),
    });
  });

  test('cannot nest transactions', async () => {
    const error = await caught(write(pool, 'a', (tx) => tx.transaction(() => Promise.resolve(1))));
    expect(error).toBeInstanceOf(TransactionMisuse);
  });

  test.each(['begin', 'commit', 'rollback', 'commit and chain', 'start transaction'])(
    'cannot steer the transaction with `%s`',
    async (statement) => {
      for (const run of [read, write]) {
        const error = await caught(
          run(pool, 'a', async (tx: ReadTx<Schema>) => {
            if (run === write) await tx.execute(sql`update item set price = 70 where id = 1`);
            await tx.execute(sql.raw(statement));
          }),
        );
        expect(error).toBeInstanceOf(Error);
      }
      expect(await read(pool, 'b', context)).toEqual({ seen: 'b', ro: 'on' });
      expect(await write(pool, 'b', context)).toEqual({ seen: 'b', ro: 'off' });
    },
  );

  test('runs one statement at a time: no second one can be smuggled into a string', async () => {
    const error = await caught(read(pool, 'a', (tx) => tx.execute(sql.raw('select 1; select 2'))));
    expect(error).toMatchObject({ sqlstate: '42601' });
  });

  test.each(['', '-- nothing', 'copy item to stdout', 'copy item from stdin'])(
    'does not hang on `%s`',
    async (statement) => {
      await caught(write(pool, 'a', (tx) => tx.execute(sql.raw(statement))));
      expect(await read(pool, 'b', context)).toMatchObject({ seen: 'b' });
    },
  );
});

describe('values', () => {
  test('of every kind go in and come out', async () => {
    const values = {
      id: 500,
      name: 'Борщ "з" \\пампушками\u{1f963}',
      price: -7,
      ok: false,
      at: new Date('2026-03-29T00:30:00.123Z'),
      tags: ['a,b', '"', 'NULL', ''],
      refs: ['00000000-0000-7000-8000-000000000000'],
      extra: { list: [1, null, 'x'], deep: { ok: true } },
      raw: Buffer.from([0, 1, 254, 255]),
    };
    await write(pool, 'a', (tx) => tx.insert(item).values(values));
    const rows = await read(pool, 'a', (tx) => tx.select().from(item).where(eq(item.id, 500)));
    expect(rows).toEqual([values]);
    await database.admin`delete from item where id = 500`;
  });

  test('of raw SQL: arrays, dates, big integers, JSON, null', async () => {
    const day = new Date('2026-01-02T03:04:05Z');
    const [row] = await read(pool, 'a', (tx) =>
      tx.execute(sql`select ${sql.param([1, 2])}::int[] as ints, ${sql.param(['x', null])}::text[] as texts,
        ${day}::timestamptz as at, ${2n ** 60n}::int8 as big, ${sql.param({ a: 1 })}::jsonb as json, ${null}::text as nothing`),
    );
    expect(row).toEqual({
      ints: [1, 2],
      texts: ['x', null],
      at: '2026-01-02 03:04:05+00',
      big: '1152921504606846976',
      json: { a: 1 },
      nothing: null,
    });
  });

  test('in their hundreds: a bulk insert', async () => {
    const rows = Array.from({ length: 2_000 }, (_, index) => ({
      id: 1_000 + index,
      name: `bulk ${index}`,
    }));
    await write(pool, 'a', (tx) => tx.insert(item).values(rows));
    const stored = await database.admin`delete from item where id >= 1000 returning id`;
    expect(stored).toHaveLength(2_000);
  });
});
