import { USE_LIMITS } from '@toster/contracts/rbac/uses';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TenantContext } from '../context.ts';
import { withTenant } from '../tenant.ts';
import { testDatabase, type TestDatabase } from '../testing/database.ts';
import { staffContext } from '../testing/staff-context.ts';
import { twoRestaurants, type Side } from './testing/two-restaurants.ts';

let db: TestDatabase;
let a: Side;
let b: Side;
let cashier: TenantContext;

beforeAll(async () => {
  db = await testDatabase();
  ({ a, b } = await twoRestaurants(db));
  cashier = await staffContext(db, a.members.cashier, { purpose: 'test' });
});
afterAll(() => db.close());
beforeEach(() => db.admin`delete from use_counter`);

type Counted = { readonly used: number; readonly retry: number | null };

/** One use, in a transaction of its own. */
const use = async (context: TenantContext = cashier, permission = 'customers.lookup_exact') =>
  withTenant(db.app, context, async (tx): Promise<Counted> => {
    const [row] = await tx.execute<{ used: number; retry_after_seconds: number | null }>(
      sql`select used, retry_after_seconds from app.count_use(${permission})`,
    );
    if (row === undefined) throw new Error('no answer');
    return { used: row.used, retry: row.retry_after_seconds };
  });
const fill = async (times: number, context?: TenantContext) => {
  for (let each = 0; each < times; each += 1) await use(context);
};
/** Lets time pass: what was used, was used so much earlier. */
const age = (seconds: number) =>
  db.admin`update use_counter set times = array(select t - make_interval(secs => ${seconds}) from unnest(times) with ordinality u(t, i) order by i)`;

describe('uses of a permission', () => {
  test('stand in PostgreSQL with the limits of the matrix', async () => {
    const rows = await Promise.all(
      USE_LIMITS.map(async ({ permission }) => {
        const [row] = await db.admin`
          select most, extract(epoch from span)::int as seconds, refuses from app.use_limit(${permission})`;
        return { permission, ...row };
      }),
    );
    expect(rows).toEqual(
      USE_LIMITS.map(({ permission, most, perSeconds, beyond }) => ({
        permission,
        most,
        seconds: perSeconds,
        refuses: beyond.kind === 'refuse',
      })),
    );
  });

  test('sixty at the same moment are thirty and no more', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => use()));
    expect(answers.filter(({ retry }) => retry === null)).toHaveLength(30);
    expect(answers.filter(({ retry }) => retry !== null).map(({ used }) => used)).toEqual(
      Array.from({ length: 30 }, () => 30),
    );
    const accepted = answers.filter(({ retry }) => retry === null).map(({ used }) => used);
    expect(accepted.toSorted((x, y) => x - y)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    const [row] = await db.admin`select cardinality(times) as n from use_counter`;
    expect(row?.['n']).toBe(30);
  });

  test('are refused until the oldest has left the span, and the answer says when, to the second', async () => {
    await use();
    await age(1800);
    await fill(29);
    const early = await use();
    expect(early.retry).toBeGreaterThanOrEqual(1799);
    expect(early.retry).toBeLessThanOrEqual(1800);
    await age(1790);
    const rest = async () => {
      const [row] =
        await db.admin`select ceil(extract(epoch from times[30] + interval '1 hour' - clock_timestamp()))::int as n from use_counter`;
      return Number(row?.['n']);
    };
    const [before, told, after] = [await rest(), (await use()).retry, await rest()];
    expect(told).toBeLessThanOrEqual(before);
    expect(told).toBeGreaterThanOrEqual(after);
    await age(10);
    expect(await use()).toEqual({ used: 30, retry: null });
    // The next one waits for the second oldest: the window slides, it does not start anew.
    expect((await use()).retry).toBeGreaterThan(1790);
  });

  test('count from the moment of each, not from the start of an hour', async () => {
    for (let minute = 0; minute < 6; minute += 1) {
      await fill(5);
      await age(600);
    }
    // Thirty within the hour, the first five of them just out of it.
    expect(await use()).toEqual({ used: 26, retry: null });
    await fill(4);
    expect((await use()).retry).toBeLessThanOrEqual(600);
  });

  test('refused cost nothing: after the span one is free again however often it was tried', async () => {
    await fill(30);
    for (let each = 0; each < 20; each += 1) expect((await use()).retry).not.toBeNull();
    await age(3600);
    expect(await use()).toEqual({ used: 1, retry: null });
  });

  test('of another member, and of another organisation, are their own', async () => {
    await fill(30);
    const manager = await staffContext(db, a.members.manager, { purpose: 'test' });
    const stranger = await staffContext(db, b.members.cashier, { purpose: 'test' });
    expect((await use(manager)).used).toBe(1);
    expect((await use(stranger)).used).toBe(1);
    expect((await use()).retry).not.toBeNull();
  });

  test('beyond a limit that asks for a proof are counted on, since the proof is asked for elsewhere', async () => {
    for (let each = 1; each <= 25; each += 1)
      expect(await use(cashier, 'customers.read_full')).toEqual({ used: each, retry: null });
  });

  test('that were rolled back were none', async () => {
    await fill(3);
    const lost = withTenant(db.app, cashier, async (tx) => {
      await tx.execute(sql`select app.count_use('customers.lookup_exact')`);
      throw new Error('changed my mind');
    });
    await expect(lost).rejects.toThrow('changed my mind');
    expect((await use()).used).toBe(4);
  });

  test('of a permission without a limit are not counted', async () => {
    await expect(use(cashier, 'orders.read')).rejects.toMatchObject({ sqlstate: 'TS004' });
    await expect(use(cashier, '')).rejects.toMatchObject({ sqlstate: 'TS004' });
  });

  test('keep a bounded row: the newest five hundred within the span', async () => {
    await use(cashier, 'customers.read_full');
    await db.admin`update use_counter set times = array(select now() - make_interval(secs => i * 0.5) from generate_series(1, 2000) i)`;
    expect((await use(cashier, 'customers.read_full')).used).toBe(500);
    const [row] =
      await db.admin`select cardinality(times) as n, times[1] > times[2] as sorted from use_counter`;
    expect(row).toEqual({ n: 500, sorted: true });
  });

  test('are seen by the member who made them and by nobody else', async () => {
    await fill(2);
    const seen = (context: TenantContext) =>
      withTenant(
        db.app,
        context,
        (tx) => tx.execute(sql`select actor_id from use_counter`),
        'read',
      );
    expect([...(await seen(cashier))]).toEqual([{ actor_id: a.members.cashier.id }]);
    const owner = await staffContext(db, a.members.owner);
    expect([...(await seen(owner))]).toEqual([]);
  });
});
