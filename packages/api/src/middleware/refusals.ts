import type { AppError } from '@toster/contracts/errors';
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
  const reason = `${refused.code}:${refused.details.permission ?? 'unknown'}`;
  try {
    const caller = await authenticate(ctx);
    const context = tenantContext(ctx, caller, {
      requestId,
      action: 'access.denied',
      purpose: null,
    });
    await withTenant(ctx.server.app, context, (tx) =>
      tx.execute(sql`select app.count_refusal(${reason})`),
    );
  } catch (error) {
    reportFailure(error, { requestId, path: 'refusal' });
  }
}
