import { newId } from '@toster/contracts/ids';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TABLE_CLASSES } from '../classification/registry.ts';
import type { TenantContext } from '../context.ts';
import { withTenant } from '../tenant.ts';
import { testDatabase, type TestDatabase } from '../testing/database.ts';
import { staffContext } from '../testing/staff-context.ts';
import { qualified } from './policies.ts';
import { Attacker, sealed } from './testing/attack.ts';
import { canariesOf, leaked } from './testing/canaries.ts';
import { twoRestaurants, type Side } from './testing/two-restaurants.ts';

const SELF = 'select app.guest_self() as self';
const ORDERS = 'select app.guest_orders(null, 100) as orders';
const DECIDE = `select app.guest_decide(gen_random_uuid(), 'news_phone', true, '2026-11', 'en')`;

let db: TestDatabase;
let a: Side;
let b: Side;
let app: Attacker;
beforeAll(async () => {
  db = await testDatabase();
  ({ a, b } = await twoRestaurants(db));
  app = new Attacker(db);
});
afterAll(async () => {
  await app.close();
  await db.close();
});

/** The session of a side’s guest, whose address is the proven one. */
async function sessionOf({ guest }: Side): Promise<string> {
  const [row] = await db.admin`
    update auth.guest_session s set email_key = c.email_key, revoked_at = null from customer_contact c
    where s.customer_id = ${guest.id} and c.customer_id = s.customer_id returning s.id`;
  return String(row?.['id']);
}
async function contextOf(side: Side, change: Partial<TenantContext> = {}): Promise<TenantContext> {
  return {
    kind: 'customer',
    org: null,
    caps: {},
    action: 'consent.given',
    request: 'r',
    source: 'guest',
    session: await sessionOf(side),
    guest: { org: side.orgId, customer: side.guest.id },
    ...change,
  };
}
const context = async (side: Side) => sealed(db, await contextOf(side));

/** As the application runs a statement: committed, and with what PostgreSQL says to the context itself. */
const run = (as: TenantContext, statement: string): Promise<string> =>
  withTenant(db.app, as, (tx) => tx.execute(sql.raw(statement))).then(
    () => 'done',
    (error: unknown) => (error as Error).name,
  );

describe('the context of a guest', () => {
  test('gives what is known of that guest, and nothing of anybody else', async () => {
    const mine = await context(a);
    const { rows, text } = await app.run(mine, SELF);
    expect(rows[0]?.['self']).toMatchObject({ name: a.guest.name, email: a.guest.email });
    expect(leaked(await canariesOf(db, b.orgId, a.orgId), text)).toEqual([]);
    for (const word of [a.members.owner.fullName, a.members.cook.email])
      expect(text).not.toContain(word);
  });

  test('gives the orders of that guest and no others, newest first, without whoever handled them', async () => {
    const theirs = await db.admin<{ id: string }[]>`
      select id from orders where org_id = ${a.orgId} and customer_id = ${a.guest.id} order by placed_at desc, id desc`;
    expect(theirs.length).toBeGreaterThan(0);
    const { rows, text } = await app.run(await context(a), ORDERS);
    const shown = rows[0]?.['orders'] as { id: string }[];
    expect(shown.map(({ id }) => id)).toEqual(theirs.map(({ id }) => id));
    for (const secret of [a.members.owner.id, a.members.cook.id, '4242', `Note ${a.mark}`])
      expect(text).not.toContain(secret);
  });

  test('opens no row of any table, of its own organisation neither', async () => {
    const mine = await context(a);
    for (const c of TABLE_CLASSES) {
      const { rows, code } = await app.run(mine, `select * from ${qualified(c.table)}`);
      expect(code === null ? rows : [], qualified(c.table)).toEqual([]);
    }
  });

  test('lets the guest decide about themselves, and the log says so', async () => {
    const before = await db.admin`select id from consent where customer_id = ${a.guest.id}`;
    expect(await run(await contextOf(a), DECIDE)).toBe('done');
    const after = await db.admin`
      select customer_id, purpose, given, channel from consent
      where org_id = ${a.orgId} and purpose = 'news_phone'`;
    expect(after).toEqual([
      { customer_id: a.guest.id, purpose: 'news_phone', given: true, channel: 'guest_page' },
    ]);
    // What holds already is not said again.
    expect(await run(await contextOf(a), DECIDE)).toBe('done');
    const rows = await db.admin`select id from consent where customer_id = ${a.guest.id}`;
    expect(rows).toHaveLength(before.length + 1);
    const events = await db.admin`
      select source, action from au.event where rel = 'consent' and source = 'guest' and org_id = ${a.orgId}`;
    expect(events).toEqual([{ source: 'guest', action: 'consent.given' }]);
  });

  test.each([
    ['of another guest’s session', () => ({ session: newId() })],
    ['with another guest', () => ({ guest: { org: a.orgId, customer: newId() } })],
    ['with the other restaurant', () => ({ guest: { org: b.orgId, customer: a.guest.id } })],
    ['with an organisation of its own', () => ({ org: a.orgId })],
    ['without a guest', () => ({ guest: undefined })],
  ])('is refused %s', async (_, change) => {
    const odd = await contextOf(a, change() as Partial<TenantContext>);
    expect(['ContextStale', 'ContextInvalid']).toContain(await run(odd, SELF));
  });

  test.each([
    ['has ended', `update auth.guest_session set revoked_at = now()`],
    ['has run out', `update auth.guest_session set idle_expires_at = now() - interval '1 second'`],
    [
      'was begun with another address',
      `update auth.guest_session set email_key = 'x@example.test'`,
    ],
  ])('is stale at once when the session %s', async (_, statement) => {
    const mine = await contextOf(a);
    expect(await run(mine, SELF)).toBe('done');
    await db.admin.unsafe(statement);
    expect(await run(mine, SELF)).toBe('ContextStale');
    await db.admin.unsafe(
      `update auth.guest_session set revoked_at = null, idle_expires_at = now() + interval '1 day'`,
    );
  });

  test('is the only one to whom the guest’s functions answer', async () => {
    const owner = sealed(db, await staffContext(db, a.members.owner));
    for (const statement of [SELF, ORDERS, DECIDE])
      expect((await app.run(owner, statement)).code).toBe('TS002');
    for (const login of ['toster_auth', 'toster_worker'] as const) {
      const other = new Attacker(db, login);
      expect((await other.run(await context(a), SELF)).code).not.toBeNull();
      await other.close();
    }
  });
});
