import { z } from 'zod';
import { PERMISSIONS } from '../rbac/permissions.ts';
import { ZPassword } from './auth.ts';

export const ZEmptyInput = z.strictObject({});

export const ZOrgSummary = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  country: z.string(),
  currency: z.string(),
  locale: z.string(),
  timezone: z.string(),
});

export const ZLocationSummary = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  city: z.string(),
  timezone: z.string(),
});
export type LocationSummary = z.infer<typeof ZLocationSummary>;

/** How far a permission reaches. A permission that is absent from the map is denied. */
export const ZReachSummary = z.object({
  /** Every row of the organisation. */
  all: z.boolean(),
  /** Every row of these locations. */
  locations: z.array(z.uuid()),
  /** Rows assigned to the caller. */
  assigned: z.boolean(),
  /** Rows about the caller. */
  self: z.boolean(),
  /** Some rows show picked fields only. */
  masked: z.boolean(),
});

export const ZGetSessionOutput = z.object({
  accountId: z.uuid(),
  sessionId: z.uuid(),
  /** The caller's membership: the actor of the audit log. */
  staffId: z.uuid(),
  firstName: z.string().nullable(),
  org: ZOrgSummary,
  locations: z.array(ZLocationSummary),
  /** The organisations the account may switch to, the current one among them. */
  memberships: z.array(
    z.object({ orgId: z.uuid(), slug: z.string(), name: z.string(), current: z.boolean() }),
  ),
  permissions: z.partialRecord(z.enum(PERMISSIONS), ZReachSummary),
});
export type GetSessionOutput = z.infer<typeof ZGetSessionOutput>;

export const ZSwitchOrgInput = z.strictObject({ orgId: z.uuid() });
export const ZSwitchOrgOutput = z.object({ orgSlug: z.string() });

export const ZStepUpInput = z.strictObject({ password: ZPassword });
export const ZStepUpOutput = z.object({ freshUntil: z.iso.datetime() });

export const ZListSessionsOutput = z.object({
  sessions: z.array(
    z.object({
      id: z.uuid(),
      current: z.boolean(),
      createdAt: z.iso.datetime(),
      lastUsedAt: z.iso.datetime(),
      expiresAt: z.iso.datetime(),
      deviceLabel: z.string().nullable(),
      userAgent: z.string().nullable(),
      address: z.string().nullable(),
    }),
  ),
});
export type ListSessionsOutput = z.infer<typeof ZListSessionsOutput>;

export const ZRevokeSessionInput = z.strictObject({ id: z.uuid() });
export const ZRevokeSessionsOutput = z.object({ revoked: z.int().min(0) });
