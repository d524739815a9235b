import type { EventName } from '@toster/contracts/events';
import { PLATFORM_ORG_ID } from '@toster/contracts/ids';
import { refusal } from '@toster/db/schema/transport';
import { recurringJob } from '@toster/dispatch/jobs';
import { and, eq, lt, sql } from 'drizzle-orm';

/** Kind 6 of the audit log: an event of access that no row change stands for. */
const ACCESS_EVENT = 6;

/** A minute is closed when it is over and every transaction that counts in it has had time to end. */
const CLOSED_AFTER = sql`now() - interval '75 seconds'`;

/**
 * Turns each closed minute of refusals into one event of the member who was refused, and deletes the
 * row in the same transaction. Refusals of nobody in particular carry the organisation's own id.
 */
export const closeRefusalMinutes = recurringJob('close-refusal-minutes', async (run) => {
  const close = async (orgId: string) => {
    const closed = await run
      .tenant(orgId)
      .read((tx) =>
        tx
          .select({ actorId: refusal.actorId, reason: refusal.reason, minute: refusal.minute })
          .from(refusal)
          .where(lt(refusal.minute, CLOSED_AFTER))
          .orderBy(refusal.minute, refusal.actorId, refusal.reason),
      );
    for (const [index, { actorId, reason, minute }] of closed.entries()) {
      run.signal.throwIfAborted();
      const event = eventOf(reason);
      const options = { action: event, actor: actorId === orgId ? null : actorId, line: index };
      await run.tenant(orgId, options).write(async (tx) => {
        const [taken] = await tx
          .delete(refusal)
          .where(
            and(
              eq(refusal.orgId, orgId),
              eq(refusal.actorId, actorId),
              eq(refusal.reason, reason),
              eq(refusal.minute, minute),
            ),
          )
          .returning({ count: refusal.count });
        if (taken === undefined) return;
        const facts = { ...factsOf(reason), count: taken.count, minute: minute.toISOString() };
        await tx.execute(sql`
          select app.append_event(${ACCESS_EVENT}::smallint, ${event}, 'refusal', ${actorId},
            ${JSON.stringify(facts)}::jsonb)`);
      });
    }
  };
  await run.eachOrg(close);
  // Sign-ins with an address that belongs to nobody stand in the platform's log.
  await close(PLATFORM_ORG_ID);
});

function eventOf(reason: string): EventName {
  return reason.startsWith('SIGN_IN') ? 'sign_in.failed' : 'access.denied';
}

/** `FORBIDDEN:menu.edit` is a code and the permission that was lacking. */
function factsOf(reason: string): { readonly reason: string; readonly permission?: string } {
  const [code = reason, permission] = reason.split(':', 2);
  return permission === undefined ? { reason: code } : { reason: code, permission };
}
