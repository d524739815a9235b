import { z } from 'zod';
import { DUTIES } from '../rbac/roles.ts';

export const ZDuty = z.enum(DUTIES);

/** What an organisation asks of its people's sign-in. */
export const ZPolicy = z.object({
  /** Who must have a second factor, and from when on they can do nothing without. */
  secondFactor: z.array(z.object({ duty: ZDuty, from: z.iso.datetime() })),
  /** 0 where nothing was ever asked. */
  version: z.int().min(0),
});
export type Policy = z.infer<typeof ZPolicy>;

/** Every active member, what they are, and whether they have a second factor: what a rule would do before it is one. */
export const ZFactorStanding = z.object({
  members: z.array(
    z.object({
      id: z.uuid(),
      firstName: z.string(),
      duties: z.array(ZDuty),
      hasFactor: z.boolean(),
    }),
  ),
});
export type FactorStanding = z.infer<typeof ZFactorStanding>;

/** How long people may be given, in days. */
export const GRACE_DAYS = [0, 7, 30] as const;

export const ZUpdatePolicyInput = z.strictObject({
  version: z.int().min(0),
  /** All who must have one from now on. Who had to before keeps the day. */
  secondFactor: z
    .array(ZDuty)
    .max(DUTIES.length)
    .refine((duties) => new Set(duties).size === duties.length),
  inDays: z.literal(GRACE_DAYS),
});
