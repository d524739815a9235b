/** A fast attempt log before an exact one. */
import type { AttemptLog } from './attempt-log.ts';
import { type Breaker, NO_ANSWER } from './breaker.ts';

/**
 * The shield refuses what it knows is too much, so that a flood costs the truth nothing; whatever it lets through, and
 * everything while it does not answer, the truth decides. Every attempt is written to the truth: a shield that loses
 * its memory makes nothing laxer, and none of its losses is noticed by who signs in.
 */
export function shieldedAttemptLog(
  shield: AttemptLog,
  truth: AttemptLog,
  breaker: Breaker,
): AttemptLog {
  return {
    reserve: async (attempt, gates) => {
      const shielded = await breaker.ask(() => shield.reserve(attempt, gates));
      if (shielded !== NO_ANSWER && shielded.waitMs > 0) return shielded;
      let stands = false;
      try {
        const wait = await truth.reserve(attempt, gates);
        stands = wait.waitMs === 0;
        return wait;
      } finally {
        if (!stands && shielded !== NO_ANSWER)
          await breaker.ask(() => shield.settle(attempt, gates, 'none'));
      }
    },
    settle: async (attempt, gates, outcome) => {
      await Promise.all([
        truth.settle(attempt, gates, outcome),
        breaker.ask(() => shield.settle(attempt, gates, outcome)),
      ]);
    },
    look: async (gates) => {
      const shielded = await breaker.ask(() => shield.look(gates));
      return shielded !== NO_ANSWER && shielded.waitMs > 0 ? shielded : truth.look(gates);
    },
  };
}
