import { AppError } from '@toster/contracts/errors';
import type { Duty } from '@toster/contracts/rbac/roles';
import {
  type FactorStanding,
  type Policy,
  ZPolicy,
  ZUpdatePolicyInput,
} from '@toster/contracts/schemas/policy';
import {
  type SecondFactorRules,
  writeSecondFactorRules,
} from '@toster/contracts/second-factor-rules';
import { securityPolicy } from '@toster/db/schema/security-policy';
import { enqueue } from '@toster/dispatch/outbox';
import { eq } from 'drizzle-orm';
import { lockOrg } from '../../lock-org.ts';
import { tenant } from '../../procedures.ts';
import { loadPolicy, loadStanding, policyOf } from './policy-rows.ts';

const DAY_MS = 86_400_000;

/**
 * Says who must have a second factor. Whoever had to before keeps the day, so that no change gives time to those whose
 * time is over; others get the days that are given. Who lacks one is told by mail.
 *
 * Throws `AppError` CONFLICT when somebody has changed the policy since the version that was seen, SECOND_FACTOR_MISSING
 * when the caller asks of themselves what they do not have.
 */
export const updatePolicy = tenant({
  permission: 'security_policy.update',
  event: 'security_policy.changed',
  stepUp: true,
  at: 'organisation',
  cost: 2,
})
  .input(ZUpdatePolicyInput)
  .output(ZPolicy)
  .mutation(async ({ ctx: { tx, caller, server }, input }) => {
    const { orgId, staffId } = caller;
    await lockOrg(tx, caller);
    const current = await loadPolicy(tx, caller);
    if (current.version !== input.version) throw new AppError('CONFLICT');
    const from = server.now() + input.inDays * DAY_MS;
    const before = rulesOf(current);
    const rules = withDays(before, input.secondFactor, from);
    if (isSame(before, rules)) return current;

    const members = await loadStanding(tx, caller);
    const isAsked = asks(rules);
    if (caller.aal < 2 && members.some((member) => member.id === staffId && isAsked(member)))
      throw new AppError('SECOND_FACTOR_MISSING');

    const secondFactor = writeSecondFactorRules(rules);
    const version = current.version + 1;
    await (current.version === 0
      ? tx.insert(securityPolicy).values({ orgId, secondFactor })
      : tx
          .update(securityPolicy)
          .set({ secondFactor, version })
          .where(eq(securityPolicy.orgId, orgId)));
    const wasAsked = asks(before);
    const told = members.filter(
      (member) => !member.hasFactor && isAsked(member) && !wasAsked(member),
    );
    await Promise.all(
      told.map(({ id: membershipId }) =>
        enqueue(tx, { orgId, topic: 'factor.asked', payload: { membershipId } }),
      ),
    );
    return policyOf(rules, version);
  });

const rulesOf = ({ secondFactor }: Policy): SecondFactorRules =>
  new Map(secondFactor.map(({ duty, from }) => [duty, from]));

/** Those duties, each with the day it has, or the new one. */
function withDays(
  current: SecondFactorRules,
  duties: readonly Duty[],
  from: number,
): SecondFactorRules {
  return new Map(duties.map((duty) => [duty, current.get(duty) ?? new Date(from).toISOString()]));
}

const asks =
  (rules: SecondFactorRules) =>
  ({ duties }: FactorStanding['members'][number]): boolean =>
    duties.some((duty) => rules.has(duty));

const isSame = (a: SecondFactorRules, b: SecondFactorRules): boolean =>
  a.size === b.size && Array.from(a.keys()).every((duty) => b.has(duty));
