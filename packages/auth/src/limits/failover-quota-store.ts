/** Quotas that are counted somewhere whatever fails. */
import { type Breaker, NO_ANSWER } from './breaker.ts';
import type { QuotaStore } from './quota-store.ts';

/**
 * Counts in the first store, and in the second while the first does not answer: from what that one holds, which is
 * nothing for an organisation it never counted. The breaker tells when it begins and when it is over.
 */
export function failoverQuotaStore(
  first: QuotaStore,
  second: QuotaStore,
  breaker: Breaker,
): QuotaStore {
  return {
    spend: async (orgId, policy, units) => {
      const answer = await breaker.ask(() => first.spend(orgId, policy, units));
      return answer === NO_ANSWER ? second.spend(orgId, policy, units) : answer;
    },
    look: async (orgId, policy) => {
      const answer = await breaker.ask(() => first.look(orgId, policy));
      return answer === NO_ANSWER ? second.look(orgId, policy) : answer;
    },
  };
}
