/** Quotas in PostgreSQL: see packages/db/sql/quotas.sql. */
import { newId } from '@toster/contracts/ids';
import type { QuotaPolicy } from '@toster/contracts/quotas';
import type { TenantContext } from '@toster/db/context';
import { type Database, withTenant } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { QuotaStore } from './quota-store.ts';

const ZUse = z.object({
  admitted: z.boolean(),
  used: z.coerce.number(),
  reset_ms: z.coerce.number(),
});

/** Quotas over the pool of the login role `toster_auth`. One round trip and the commit for each call. */
export function postgresQuotaStore(db: Database): QuotaStore {
  const ask = (orgId: string, { name, units: most, windowSeconds }: QuotaPolicy, units: number) =>
    withTenant(db, contextOf(orgId), async (tx) => {
      const [row] = await tx.execute(
        sql`select admitted, used, reset_ms from app.spend_quota(${name}, ${most}, ${windowSeconds * 1000}, ${units})`,
      );
      const { admitted, used, reset_ms: resetMs } = ZUse.parse(row);
      return { admitted, used, resetMs };
    });
  return { spend: ask, look: (orgId, policy) => ask(orgId, policy, 0) };
}

/** An organisation, and nobody in it. */
export function contextOf(org: string): TenantContext {
  return {
    kind: 'auth',
    org,
    caps: {},
    action: 'quota.reached',
    request: newId(),
    source: 'auth',
  };
}
