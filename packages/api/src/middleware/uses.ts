import { AppError } from '@toster/contracts/errors';
import type { Permission } from '@toster/contracts/rbac/permissions';
import { useLimitOf } from '@toster/contracts/rbac/uses';
import type { Uses } from '@toster/contracts/schemas/primitives';
import type { Tx } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import type { Caller } from './authenticate.ts';

type Counted = { readonly used: number; readonly retry_after_seconds: number | null };

/**
 * Counts one use of a permission by the caller, in the transaction of the call: a call that fails has used nothing.
 * Throws RATE_LIMITED with the time until the next use is free, or STEP_UP_REQUIRED, when it goes beyond what the
 * matrix leaves free.
 */
export async function countUse(
  tx: Tx,
  permission: Permission,
  caller: Caller,
  { server }: Pick<Context, 'server'>,
): Promise<Uses> {
  const limit = useLimitOf(permission);
  if (limit === null) throw new Error(`the matrix sets no limit on uses of ${permission}`);
  const [counted] = await tx.execute<Counted>(
    sql`select used, retry_after_seconds from app.count_use(${permission})`,
  );
  if (counted === undefined) throw new Error('a use was not counted');
  const { used, retry_after_seconds: retryAfterSeconds } = counted;
  const { most, perSeconds, beyond } = limit;
  if (retryAfterSeconds !== null)
    throw new AppError('RATE_LIMITED', { details: { permission, retryAfterSeconds } });
  if (beyond.kind === 'step_up' && used > most) {
    const { maxAgeSeconds } = beyond;
    if (server.now() / 1000 - caller.authTime > maxAgeSeconds)
      throw new AppError('STEP_UP_REQUIRED', { details: { maxAgeSeconds } });
  }
  return { used, most, perSeconds };
}
