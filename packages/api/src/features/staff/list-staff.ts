import { ZListStaffInput, ZListStaffOutput } from '@toster/contracts/schemas/staff';
import { tenant } from '../../procedures.ts';
import { loadStaff } from './staff-rows.ts';

/** The colleagues of the places within reach by first name. All of them: a restaurant has some hundred. */
export const listStaff = tenant({ permission: 'staff.read_directory', cost: 1 })
  .input(ZListStaffInput)
  .output(ZListStaffOutput)
  .query(async ({ ctx: { tx, caller } }) => ({ people: await loadStaff(tx, caller) }));
