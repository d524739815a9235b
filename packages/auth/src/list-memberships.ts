/** The organisations a person may switch to. */
import { withTenant } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { authContext, type Auth, type RequestOrigin } from './auth.ts';

const ZRow = z.object({ org_id: z.string(), slug: z.string(), name: z.string() });

/** One organisation of an account. */
export interface MembershipSummary {
  readonly orgId: string;
  readonly slug: string;
  readonly name: string;
}

/** The organisations in which the account is an active member, by name. */
export async function listMemberships(
  auth: Auth,
  accountId: string,
  origin: RequestOrigin,
): Promise<readonly MembershipSummary[]> {
  const rows = await withTenant(
    auth.db,
    authContext(origin, 'session.started', { account: accountId }),
    async (tx) =>
      tx.execute(sql`
        select o.org_id, o.slug, o.name from public.membership m join public.org o on o.org_id = m.org_id
        where m.account_id = ${accountId} and m.status = 'active'
        order by o.name, o.org_id`),
    'read',
  );
  return z
    .array(ZRow)
    .parse([...rows])
    .map((row) => ({ orgId: row.org_id, slug: row.slug, name: row.name }));
}
