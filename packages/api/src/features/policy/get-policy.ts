import { ZPolicy } from '@toster/contracts/schemas/policy';
import { ZEmptyInput } from '@toster/contracts/schemas/session';
import { tenant } from '../../procedures.ts';
import { loadPolicy } from './policy-rows.ts';

/** Who must have a second factor in this organisation. */
export const getPolicy = tenant({ permission: 'org_settings.read', cost: 1 })
  .input(ZEmptyInput)
  .output(ZPolicy)
  .query(({ ctx: { tx, caller } }) => loadPolicy(tx, caller));
