import { z } from 'zod';
import { PERMISSIONS } from '../rbac/permissions.ts';
import { ZFactorCode, ZPassword } from './auth.ts';

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
  /** What the organisation asks of the caller's sign-in; null: nothing, or the session has it. */
  secondFactor: z
    .object({
      /** From when on nothing is answered without. */
      from: z.iso.datetime(),
      due: z.boolean(),
      /** One is set up: this session began before, and its code is still to be entered. */
      isSetUp: z.boolean(),
    })
    .nullable(),
});
export type GetSessionOutput = z.infer<typeof ZGetSessionOutput>;

export const ZSwitchOrgInput = z.strictObject({ orgId: z.uuid() });
export const ZSwitchOrgOutput = z.object({ orgSlug: z.string() });

export const ZStepUpInput = z.strictObject({
  password: ZPassword,
  /** Where a second factor is set up. */
  code: ZFactorCode.optional(),
});
export const ZStepUpOutput = z.object({ freshUntil: z.iso.datetime() });

/** A browser and the system it runs on, as far as the User-Agent says; never a version. */
export const ZDevice = z.object({ browser: z.string().nullable(), system: z.string().nullable() });
export type Device = z.infer<typeof ZDevice>;

/** Where a session was signed in from, coarse on purpose: what a person recognises, and no place on a map. */
export const ZNetwork = z.object({
  /** `own`: the machine the console itself runs on; `local`: not reachable from the internet (RFC 1918, RFC 4193). */
  kind: z.enum(['own', 'local', 'public']),
  /** The /24 of an IPv4 address, the /48 of an IPv6 one. */
  label: z.string(),
});
export type Network = z.infer<typeof ZNetwork>;

export const ZListSessionsOutput = z.object({
  sessions: z.array(
    z.object({
      id: z.uuid(),
      current: z.boolean(),
      /** The organisation the session is for. */
      orgId: z.uuid().nullable(),
      createdAt: z.iso.datetime(),
      lastUsedAt: z.iso.datetime(),
      /** When it ends unless it is used before. */
      expiresAt: z.iso.datetime(),
      device: ZDevice.nullable(),
      network: ZNetwork.nullable(),
    }),
  ),
});
export type ListSessionsOutput = z.infer<typeof ZListSessionsOutput>;

/** Names one of the caller's own sessions. */
export const ZSessionIdInput = z.strictObject({ id: z.uuid() });
export const ZGetSessionAddressOutput = z.object({ id: z.uuid(), address: z.string().nullable() });

export const ZRevokeSessionsOutput = z.object({ revoked: z.int().min(0) });
