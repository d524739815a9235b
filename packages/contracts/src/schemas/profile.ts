import { z } from 'zod';
import { ZGetStaffAccessOutput, ZStaffGrant } from './staff.ts';

/** Oneself in one organisation: who the console takes one for, and everything one may do there. */
export const ZGetProfileOutput = z.object({
  /** The caller's membership: the actor of the audit log. */
  staffId: z.uuid(),
  firstName: z.string(),
  /** The address one signs in with. */
  email: z.string(),
  /** Somebody has followed a link that was sent there. */
  addressProven: z.boolean(),
  /** Null: works across the organisation. */
  locationId: z.uuid().nullable(),
  hiredOn: z.iso.date().nullable(),
  joinedAt: z.iso.datetime(),
  grants: z.array(ZStaffGrant),
  access: ZGetStaffAccessOutput,
  /** What the caller finds of themselves in the audit log. */
  log: z.object({
    /** The history of their own record. */
    record: z.boolean(),
    /** Their own signing in and out, and sessions that were ended. */
    sessions: z.boolean(),
  }),
});
export type GetProfileOutput = z.infer<typeof ZGetProfileOutput>;
