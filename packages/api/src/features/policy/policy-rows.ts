import { DUTIES, type Duty } from '@toster/contracts/rbac/roles';
import type { FactorStanding, Policy } from '@toster/contracts/schemas/policy';
import {
  readSecondFactorRules,
  type SecondFactorRules,
} from '@toster/contracts/second-factor-rules';
import { securityPolicy } from '@toster/db/schema/security-policy';
import type { TenantReadTx } from '@toster/db/tenant';
import { eq, sql } from 'drizzle-orm';
import type { Caller } from '../../middleware/authenticate.ts';
import { loadStaff } from '../staff/staff-rows.ts';

/** What the organisation asks of its people's sign-in now. */
export async function loadPolicy(
  tx: TenantReadTx,
  { orgId }: Pick<Caller, 'orgId'>,
): Promise<Policy> {
  const [found] = await tx.select().from(securityPolicy).where(eq(securityPolicy.orgId, orgId));
  return policyOf(readSecondFactorRules(found?.secondFactor ?? []), found?.version ?? 0);
}

/** The rules in the order of the roles. */
export function policyOf(rules: SecondFactorRules, version: number): Policy {
  return {
    secondFactor: DUTIES.flatMap((duty) => {
      const from = rules.get(duty);
      return from === undefined ? [] : [{ duty, from }];
    }),
    version,
  };
}

/** Every active member by first name, and whether they have a second factor, which only an owner learns. */
export async function loadStanding(
  tx: TenantReadTx,
  caller: Caller,
): Promise<FactorStanding['members']> {
  const [people, rows] = await Promise.all([
    loadStaff(tx, caller),
    tx.execute<{ id: string }>(sql`select app.members_with_factor() as id`),
  ]);
  const have = new Set(rows.map(({ id }) => id));
  return people
    .filter(({ status }) => status === 'active')
    .map(({ id, firstName, grants }) => ({
      id,
      firstName,
      duties: DUTIES.filter((duty) => grants.some((grant) => isOf(grant, duty))),
      hasFactor: have.has(id),
    }));
}

const isOf = (
  grant: { readonly role: string | null; readonly appointment: string | null },
  duty: Duty,
): boolean => grant.role === duty || grant.appointment === duty;
