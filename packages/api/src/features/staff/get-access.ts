import { AppError } from '@toster/contracts/errors';
import { rightsOf } from '@toster/contracts/rbac/rights';
import { ZGetStaffAccessOutput, ZStaffIdInput } from '@toster/contracts/schemas/staff';
import { tenant } from '../../procedures.ts';
import { describeAccess } from './describe-access.ts';
import { loadStaff, reachesPerson } from './staff-rows.ts';

/**
 * What a colleague may do and where each right comes from, by the same sum of grants that guards every call. Grants
 * elsewhere than the caller looks are not in it.
 */
export const getAccess = tenant({ permission: 'roles.read', cost: 1 })
  .input(ZStaffIdInput)
  .output(ZGetStaffAccessOutput)
  .query(async ({ ctx: { tx, caller }, input: { id } }) => {
    const [person] = await loadStaff(tx, caller, id);
    if (person === undefined || !reachesPerson(caller.rights, 'roles.read', person))
      throw new AppError('NOT_FOUND');
    // Who is suspended may do nothing, whatever they were given.
    return describeAccess(id, rightsOf(person.status === 'active' ? person.grants : []));
  });
