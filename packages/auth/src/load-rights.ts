/** What the rights cache holds of a member. */
import { APPOINTMENTS, ROLES } from '@toster/contracts/rbac/roles';
import type { Grant } from '@toster/contracts/rbac/rights';
import { parsedJson } from '@toster/db/parsed-json';
import { withTenant } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { authContext, type Auth, type RequestOrigin } from './auth.ts';

const ZGrantRow = z.object({
  role: z.enum(ROLES).nullable().catch(null),
  appointment: z.enum(APPOINTMENTS).nullable().catch(null),
  locationId: z.string().nullable(),
});

const ZGrants = z.preprocess(parsedJson, z.array(ZGrantRow));

const ZRow = z.object({
  membership_id: z.string(),
  epoch: z.number(),
  grants: ZGrants,
  factor_from: z.number().nullable(),
  slug: z.string(),
  cell: z.string(),
  country: z.string(),
  currency: z.string(),
});

/** The facts of an organisation that every request may need: those that never change, because they are cached. */
export interface OrgFacts {
  readonly id: string;
  readonly slug: string;
  readonly cell: string;
  readonly country: string;
  readonly currency: string;
}

/** A member's standing in one organisation. Valid as long as the epoch is. */
export interface MemberRights {
  readonly accountId: string;
  /** The actor of the audit log. */
  readonly membershipId: string;
  readonly epoch: number;
  readonly grants: readonly Grant[];
  /** From when on the organisation asks for a second factor; null: it does not. Epoch milliseconds. */
  readonly factorFrom: number | null;
  readonly org: OrgFacts;
}

/**
 * The epoch, grants and organisation of an active member, in one round trip; null when the account or the membership
 * is not active. A role this version does not know grants nothing.
 */
export async function loadRights(
  auth: Auth,
  caller: { readonly accountId: string; readonly orgId: string },
  origin: RequestOrigin,
): Promise<MemberRights | null> {
  const [found] = await withTenant(
    auth.db,
    authContext(origin, 'session.started', { account: caller.accountId, org: caller.orgId }),
    async (tx) =>
      tx.execute(sql`
        select m.id as membership_id, m.epoch, o.slug, o.cell, o.country, o.currency,
          coalesce((
            select json_agg(json_build_object('role', g.role, 'appointment', g.appointment, 'locationId', g.location_id))
            from public.membership_grant g where g.org_id = m.org_id and g.membership_id = m.id
          ), '[]'::json) as grants,
          (
            select extract(epoch from min(split_part(rule, '@', 2)::timestamptz))::float8 * 1000
            from public.security_policy p cross join lateral unnest(p.second_factor) as rule
            where p.org_id = m.org_id and exists (
              select from public.membership_grant g
              where g.org_id = m.org_id and g.membership_id = m.id and split_part(rule, '@', 1) in (g.role, g.appointment))
          ) as factor_from
        from public.membership m
        join public.org o on o.org_id = m.org_id
        join auth.account a on a.id = m.account_id and a.status = 'active'
        where m.org_id = ${caller.orgId} and m.account_id = ${caller.accountId} and m.status = 'active'`),
    'read',
  );
  if (found === undefined) return null;
  const row = ZRow.parse(found);
  return {
    accountId: caller.accountId,
    membershipId: row.membership_id,
    epoch: row.epoch,
    grants: row.grants,
    factorFrom: row.factor_from,
    org: {
      id: caller.orgId,
      slug: row.slug,
      cell: row.cell,
      country: row.country,
      currency: row.currency,
    },
  };
}
