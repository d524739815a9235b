import { router } from '../../trpc.ts';
import { getAccess } from './get-access.ts';
import { getContact } from './get-contact.ts';
import { getStaff } from './get-staff.ts';
import { listStaff } from './list-staff.ts';

export const staffRouter = router({
  list: listStaff,
  get: getStaff,
  contact: getContact,
  access: getAccess,
});
