import { z } from 'zod';
import { PERMISSIONS } from '../rbac/permissions.ts';
import { APPOINTMENTS, ROLES } from '../rbac/roles.ts';

export const MEMBER_STATUSES = ['active', 'suspended', 'removed'] as const;

/** A role or an appointment, everywhere or at one location. */
export const ZStaffGrant = z.object({
  role: z.enum(ROLES).nullable(),
  appointment: z.enum(APPOINTMENTS).nullable(),
  locationId: z.uuid().nullable(),
});
export type StaffGrant = z.infer<typeof ZStaffGrant>;

/** A colleague as the directory shows one: nothing that reaches them. */
export const ZStaffRow = z.object({
  id: z.uuid(),
  firstName: z.string(),
  status: z.enum(MEMBER_STATUSES),
  /** Null: works across the organisation. */
  locationId: z.uuid().nullable(),
  /** Only those that hold where the caller may look. */
  grants: z.array(ZStaffGrant),
});
export type StaffRow = z.infer<typeof ZStaffRow>;

export const ZListStaffInput = z.strictObject({});
export const ZListStaffOutput = z.object({ people: z.array(ZStaffRow) });
export type ListStaffOutput = z.infer<typeof ZListStaffOutput>;

export const ZStaffIdInput = z.strictObject({ id: z.uuid() });

export const ZGetStaffOutput = ZStaffRow.extend({
  isSelf: z.boolean(),
  joinedAt: z.iso.datetime(),
  /** Null where it is not known or not for this role. */
  hiredOn: z.iso.date().nullable(),
  /** Whether `staff.contact` and `staff.access` answer for this person. */
  mayReadContact: z.boolean(),
  mayReadAccess: z.boolean(),
});
export type GetStaffOutput = z.infer<typeof ZGetStaffOutput>;

export const ZGetStaffContactOutput = z.object({
  id: z.uuid(),
  fullName: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
});

/** One way by which a person holds a permission. */
const ZAccessPart = z.object({
  via: z.union([z.enum(ROLES), z.enum(APPOINTMENTS)]),
  /** `open`: every row of the place; else only rows assigned to, or about, the person. */
  scope: z.enum(['open', 'assigned', 'self']),
  /** Null: the whole organisation. */
  locationId: z.uuid().nullable(),
  /** Some fields or domains only. */
  limited: z.boolean(),
});

/** What a person may do, and where each right comes from. */
export const ZGetStaffAccessOutput = z.object({
  id: z.uuid(),
  permissions: z.array(
    z.object({
      permission: z.enum(PERMISSIONS),
      parts: z.array(ZAccessPart),
      stepUp: z.boolean(),
      approval: z.boolean(),
      /** Some feature asks for it already. */
      isBuilt: z.boolean(),
    }),
  ),
  /** Everything the person may not do, in the order of the matrix. */
  denied: z.array(z.enum(PERMISSIONS)),
});
export type GetStaffAccessOutput = z.infer<typeof ZGetStaffAccessOutput>;
