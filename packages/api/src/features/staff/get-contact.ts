import { AppError } from '@toster/contracts/errors';
import { ZGetStaffContactOutput, ZStaffIdInput } from '@toster/contracts/schemas/staff';
import { staffPrivate } from '@toster/db/schema/staff';
import { and, eq } from 'drizzle-orm';
import { tenant } from '../../procedures.ts';

/** Full name, telephone and e-mail of a colleague. Showing them is recorded. */
export const getContact = tenant({
  permission: 'staff.read_full',
  event: 'personal_data.read',
  reads: ['staff_private'],
  cost: 2,
})
  .input(ZStaffIdInput)
  .output(ZGetStaffContactOutput)
  .query(async ({ ctx: { tx, caller, recordRead }, input: { id } }) => {
    const [found] = await tx
      .select()
      .from(staffPrivate)
      .where(and(eq(staffPrivate.orgId, caller.orgId), eq(staffPrivate.staffId, id)));
    if (found === undefined) throw new AppError('NOT_FOUND');
    recordRead('staff_private', [id]);
    return { id, fullName: found.fullName, phone: found.phone, email: found.email };
  });
