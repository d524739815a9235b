import { ZFactorStanding } from '@toster/contracts/schemas/policy';
import { ZEmptyInput } from '@toster/contracts/schemas/session';
import { tenant } from '../../procedures.ts';
import { loadStanding } from './policy-rows.ts';

/** Who has a second factor and who has not: whom a rule would keep out until they set one up. */
export const getStanding = tenant({
  permission: 'security_policy.update',
  stepUp: true,
  at: 'organisation',
  cost: 2,
})
  .input(ZEmptyInput)
  .output(ZFactorStanding)
  .query(async ({ ctx: { tx, caller } }) => ({ members: await loadStanding(tx, caller) }));
