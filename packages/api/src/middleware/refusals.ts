import type { AppError } from '@toster/contracts/errors';
import { refusal } from '@toster/db/schema/transport';
import { withTenant } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { reportFailure } from '../report.ts';
import { tenantContext } from '../tenant-context.ts';
import { authenticate } from './authenticate.ts';

/**
 * Counts a refused call, one row per member, permission and minute, in a transaction of its own:
 * the call itself had none, or one that is rolled back. The refusal stands even where it could not
 * be counted.
 */
export async function countRefusal(
  ctx: Context,
  refused: AppError,
  requestId: string,
): Promise<void> {
  const reason = `FORBIDDEN:${refused.details.permission ?? 'unknown'}`;
  try {
    const caller = await authenticate(ctx);
    const context = tenantContext(ctx, caller, {
      requestId,
      action: 'access.denied',
      purpose: null,
    });
    await withTenant(ctx.server.app, context, async (tx) => {
      await tx
        .insert(refusal)
        .values({
          orgId: caller.orgId,
          actorId: caller.staffId,
          reason,
          minute: minuteOf(ctx.server.now()),
          count: 1,
        })
        .onConflictDoUpdate({
          target: [refusal.orgId, refusal.actorId, refusal.reason, refusal.minute],
          set: { count: sql`${refusal.count} + 1` },
        });
    });
  } catch (error) {
    reportFailure(error, { requestId, path: 'refusal' });
  }
}

function minuteOf(milliseconds: number): Date {
  return new Date(Math.floor(milliseconds / 60_000) * 60_000);
}
