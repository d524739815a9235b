/** Where the use of quotas is counted: a sliding window for each organisation and policy. */
import type { QuotaPolicy } from '@toster/contracts/quotas';

/** How a policy stands. */
export interface QuotaUse {
  /** Whether the units asked for were left; of a look, whether one is. */
  readonly admitted: boolean;
  /** Units within the window; beyond the quota by less than what was spent last. */
  readonly used: number;
  /** Until the counting window ends, from when on units become free. Milliseconds. */
  readonly resetMs: number;
}

/**
 * A sliding window of two counters: what was used in the window before counts by the share of it that still lies within
 * reach. `floor((1 - (now mod W) / W) · before) + used + units <= quota` admits. Within one counting window this is
 * exact; a refused call may cost its units in Redis, where it is the last one anyway. Over two windows it may admit up
 * to twice the quota when all of it comes at the end of one and the beginning of the next.
 */
export interface QuotaStore {
  /** Adds units where the quota is not used up. */
  spend(orgId: string, policy: QuotaPolicy, units: number): Promise<QuotaUse>;
  /** How the policy stands; adds nothing. */
  look(orgId: string, policy: QuotaPolicy): Promise<QuotaUse>;
}
