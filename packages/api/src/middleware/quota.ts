import type { QuotaPool } from '@toster/contracts/quotas';
import { QUOTA_PROBLEM } from '@toster/contracts/quotas';
import type { QuotaStanding } from '@toster/auth/limits/quotas';
import { AppError } from '@toster/contracts/errors';
import type { AccessSummary } from '../access.ts';
import type { Context } from '../context.ts';

/**
 * Draws the declared cost of a call on its organisation's quota and tells in the response how it stands. Throws
 * QUOTA_EXCEEDED when it is used up; not for what people do with their own account, which is counted but must go on:
 * signing out, proving who they are, seeing the session.
 */
export async function drawQuota(
  ctx: Context,
  orgId: string,
  { audience, cost }: AccessSummary,
  pool: QuotaPool = 'console',
): Promise<void> {
  const { standings, violated } = await ctx.server.limits.quotas.draw(orgId, pool, cost);
  ctx.respond(quotaHeaders(standings));
  if (violated.length === 0 || audience === 'self') return;
  throw new AppError('QUOTA_EXCEEDED', {
    details: {
      problem: QUOTA_PROBLEM,
      violatedPolicies: violated.map(({ policy }) => policy.name),
      retryAfterSeconds: Math.max(1, ...violated.map(({ resetSeconds }) => resetSeconds)),
    },
  });
}

/** `RateLimit-Policy` and `RateLimit` of draft-ietf-httpapi-ratelimit-headers: structured fields (RFC 9651). */
function quotaHeaders(standings: readonly QuotaStanding[]): readonly (readonly [string, string])[] {
  if (standings.length === 0) return [];
  const policies = standings.map(
    ({ policy: { name, units, windowSeconds } }) => `"${name}";q=${units};w=${windowSeconds}`,
  );
  const states = standings.map(
    ({ policy, left, resetSeconds }) => `"${policy.name}";r=${left};t=${resetSeconds}`,
  );
  return [
    ['ratelimit-policy', policies.join(', ')],
    ['ratelimit', states.join(', ')],
  ];
}
