/** Quotas in Redis, counted by @upstash/ratelimit. */
import type { QuotaPolicy } from '@toster/contracts/quotas';
import { Ratelimit } from '@upstash/ratelimit';
import type { QuotaStore, QuotaUse } from './quota-store.ts';
import type { RedisScripts } from './redis-scripts.ts';

/**
 * Quotas over REST or TCP. One round trip for each call. The library's own deadline answers "allowed" when it passes,
 * so it is off: whoever asks sets a deadline and decides what a missing answer means.
 */
export function upstashQuotaStore(redis: RedisScripts): QuotaStore {
  const limiters = new Map<string, Ratelimit>();
  const limiterOf = ({ name, units, windowSeconds }: QuotaPolicy): Ratelimit => {
    const key = `${name} ${units} ${windowSeconds}`;
    const limiter =
      limiters.get(key) ??
      new Ratelimit({
        // Of the library's client it uses the two functions that run scripts.
        redis: redis as unknown as ConstructorParameters<typeof Ratelimit>[0]['redis'],
        limiter: Ratelimit.slidingWindow(units, `${windowSeconds} s`),
        prefix: `toster:quota:${name}`,
        timeout: 0,
        ephemeralCache: false,
        analytics: false,
      });
    limiters.set(key, limiter);
    return limiter;
  };
  return {
    spend: async (orgId, policy, units) => {
      const { success, ...answer } = await limiterOf(policy).limit(orgId, { rate: units });
      return { admitted: success, ...useOf(policy, answer) };
    },
    look: async (orgId, policy) => {
      const answer = await limiterOf(policy).getRemaining(orgId);
      return { admitted: answer.remaining > 0, ...useOf(policy, answer) };
    },
  };
}

function useOf(
  policy: QuotaPolicy,
  of: { readonly remaining: number; readonly reset: number },
): Omit<QuotaUse, 'admitted'> {
  return { used: policy.units - of.remaining, resetMs: Math.max(0, of.reset - Date.now()) };
}
