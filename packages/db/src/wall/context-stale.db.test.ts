import { newId } from '@toster/contracts/ids';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TenantContext } from '../context.ts';
import { ContextInvalid, ContextStale } from '../errors.ts';
import { orders } from '../schema/index.ts';
import { withTenant } from '../tenant.ts';
import { testDatabase, type TestDatabase } from '../testing/database.ts';
import { staffContext } from '../testing/staff-context.ts';
import { twoRestaurants, type Side } from './testing/two-restaurants.ts';

let db: TestDatabase;
let a: Side;
let b: Side;

beforeAll(async () => {
  db = await testDatabase();
  ({ a, b } = await twoRestaurants(db));
});
afterAll(() => db.close());

describe('a context gone stale', () => {
  const live = () => staffContext(db, b.members.manager);
  const reads = (context: TenantContext) =>
    withTenant(
      db.app,
      context,
      (tx) => tx.select().from(orders).where(eq(orders.orgId, b.orgId)),
      'read',
    );
  const afterwards = async (context: TenantContext, change: Promise<unknown>) => {
    expect((await reads(context)).length).toBeGreaterThan(0);
    await change;
    await expect(reads(context)).rejects.toBeInstanceOf(ContextStale);
    await expect(
      withTenant(db.app, context, (tx) => tx.update(orders).set({ tableLabel: 'x' })),
    ).rejects.toBeInstanceOf(ContextStale);
  };
  const manager = () => b.members.manager;

  test.each([
    [
      'the session was revoked',
      (c: TenantContext) =>
        db.admin`update auth.session set revoked_at = now() where id = ${c.session ?? ''}`,
    ],
    [
      'the session was idle too long',
      (c: TenantContext) =>
        db.admin`update auth.session set idle_expires_at = now() where id = ${c.session ?? ''}`,
    ],
    [
      'the session’s time is over',
      (c: TenantContext) =>
        db.admin`update auth.session set absolute_expires_at = now() where id = ${c.session ?? ''}`,
    ],
    [
      'the session went to another organisation',
      (c: TenantContext) =>
        db.admin`update auth.session set org_id = ${a.orgId} where id = ${c.session ?? ''}`,
    ],
  ])('because %s', async (_, change) => {
    const context = await live();
    await afterwards(context, change(context));
  });

  test('because the member’s rights changed; the new epoch works', async () => {
    const context = await live();
    const granted = newId();
    await afterwards(
      context,
      db.admin`insert into membership_grant (org_id, id, membership_id, role) values (${manager().orgId}, ${granted}, ${manager().id}, 'cook')`,
    );
    const fresh = { ...context, epoch: (context.epoch ?? 0) + 1 };
    expect((await reads(fresh)).length).toBeGreaterThan(0);
    await afterwards(fresh, db.admin`delete from membership_grant where id = ${granted}`);
  });

  test.each(['suspended', 'removed'])('because the member is %s', async (status) => {
    const context = await live();
    await afterwards(
      context,
      db.admin`update membership set status = ${status} where id = ${manager().id}`,
    );
    await db.admin`update membership set status = 'active' where id = ${manager().id}`;
    await expect(reads(context)).rejects.toBeInstanceOf(ContextStale);
    expect((await reads(await live())).length).toBeGreaterThan(0);
  });

  test('because the account is suspended', async () => {
    const context = await live();
    await afterwards(
      context,
      db.admin`update auth.account set status = 'suspended' where id = ${manager().accountId}`,
    );
    await db.admin`update auth.account set status = 'active' where id = ${manager().accountId}`;
    expect((await reads(context)).length).toBeGreaterThan(0);
  });

  test.each([
    ['of nobody', { session: null }],
    ['of a session that never was', { session: newId() }],
    ['of somebody else', { actor: 'owner' }],
    ['without an epoch', { epoch: null }],
  ])('a session %s is stale from the start', async (_, change) => {
    const context = {
      ...(await live()),
      ...change,
      ...('actor' in change ? { actor: b.members.owner.id } : {}),
    } as TenantContext;
    await expect(reads(context)).rejects.toBeInstanceOf(ContextStale);
  });

  test('an expired one is invalid, not stale', async () => {
    const late = { ...db.app, now: () => Date.now() - 120_000 };
    await expect(
      withTenant(late, await live(), (tx) => tx.select().from(orders), 'read'),
    ).rejects.toBeInstanceOf(ContextInvalid);
  });
});
