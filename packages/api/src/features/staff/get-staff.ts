import { AppError } from '@toster/contracts/errors';
import { ZGetStaffOutput, ZStaffIdInput } from '@toster/contracts/schemas/staff';
import { tenant } from '../../procedures.ts';
import { loadStaff, reachesPerson } from './staff-rows.ts';

/** One colleague as the directory shows them, and what else the caller may ask about them. */
export const getStaff = tenant({ permission: 'staff.read_directory', cost: 1 })
  .input(ZStaffIdInput)
  .output(ZGetStaffOutput)
  .query(async ({ ctx: { tx, caller }, input: { id } }) => {
    const [person] = await loadStaff(tx, caller, id);
    if (person === undefined) throw new AppError('NOT_FOUND');
    const isSelf = id === caller.staffId;
    const mayReadContact = reachesPerson(caller.rights, 'staff.read_full', person);
    return {
      ...person,
      isSelf,
      joinedAt: person.createdAt.toISOString(),
      hiredOn: mayReadContact || isSelf ? person.hiredOn : null,
      mayReadContact,
      mayReadAccess: reachesPerson(caller.rights, 'roles.read', person),
    };
  });
