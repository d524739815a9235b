import { randomUUID } from 'node:crypto';
import { capabilitiesOf } from '@toster/contracts/rbac/policy-capabilities';
import { rightsOf, type Grant } from '@toster/contracts/rbac/rights';
import type { TenantContext } from '../context.ts';
import { membership, membershipGrant, session } from '../schema/index.ts';
import type { TestDatabase } from './database.ts';
import { eq } from 'drizzle-orm';

const DAY_MS = 86_400_000;

/**
 * Signs a member in without a browser: inserts a live session and returns the context that a request of that
 * session would carry, with the capabilities of the member's grants.
 */
export async function staffContext(
  db: Pick<TestDatabase, 'maintenance'>,
  member: { readonly orgId: string; readonly id: string },
  overrides: Partial<TenantContext> = {},
): Promise<TenantContext> {
  const sessionId = randomUUID();
  const note = { action: 'session.started', request: `sign-in:${sessionId}`, part: 0 };
  return db.maintenance.run(member.orgId, note, async (tx) => {
    const [row] = await tx
      .select({ accountId: membership.accountId, epoch: membership.epoch })
      .from(membership)
      .where(eq(membership.id, member.id));
    if (!row) throw new Error('no such member');
    const grants = await tx
      .select({
        role: membershipGrant.role,
        appointment: membershipGrant.appointment,
        locationId: membershipGrant.locationId,
      })
      .from(membershipGrant)
      .where(eq(membershipGrant.membershipId, member.id));
    const now = new Date();
    await tx.insert(session).values({
      id: sessionId,
      realm: 'staff',
      accountId: row.accountId,
      orgId: member.orgId,
      cell: 'eu-1',
      idleExpiresAt: new Date(now.getTime() + 7 * DAY_MS),
      absoluteExpiresAt: new Date(now.getTime() + 30 * DAY_MS),
      authTime: now,
      amr: ['pwd'],
      aal: 1,
    });
    return {
      kind: 'staff',
      org: member.orgId,
      account: row.accountId,
      actor: member.id,
      caps: capabilitiesOf(rightsOf(grants as Grant[])),
      action: 'test.ran',
      session: sessionId,
      epoch: row.epoch,
      request: `test:${randomUUID()}`,
      ip: '203.0.113.7',
      ipk: 'ab'.repeat(32),
      ua: 'Mozilla/5.0 "test"',
      source: 'console',
      ...overrides,
    };
  });
}
