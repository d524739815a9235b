import type { Duty } from './rbac/roles.ts';
import { ZDuty } from './schemas/policy.ts';

/** By role or appointment, the instant (ISO 8601, UTC) from which on a second factor is asked for. */
export type SecondFactorRules = ReadonlyMap<Duty, string>;

/** The rules as the database keeps them. A role this version does not know is asked for nothing. */
export function readSecondFactorRules(stored: readonly string[]): SecondFactorRules {
  return new Map(
    stored.flatMap((rule) => {
      const [word, from] = rule.split('@');
      const duty = ZDuty.safeParse(word);
      return duty.success && from !== undefined ? [[duty.data, from] as const] : [];
    }),
  );
}

/** The rules as the database keeps them. */
export function writeSecondFactorRules(rules: SecondFactorRules): string[] {
  return Array.from(rules, ([duty, from]) => `${duty}@${from}`);
}
