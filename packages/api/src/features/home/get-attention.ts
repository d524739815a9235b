import { AppError } from '@toster/contracts/errors';
import { can } from '@toster/contracts/rbac/rights';
import { ZGetAttentionInput, ZGetAttentionOutput } from '@toster/contracts/schemas/home';
import { location } from '@toster/db/schema/location';
import type { TenantReadTx } from '@toster/db/tenant';
import { and, eq } from 'drizzle-orm';
import { self } from '../../procedures.ts';
import { CHECKS } from './checks.ts';

const MOST = 999;

/** What needs the caller today: every check that their rights open, the calm ones too. One round trip. */
export const getAttention = self({ cost: 2 })
  .input(ZGetAttentionInput)
  .output(ZGetAttentionOutput)
  .query(({ ctx: { caller, server, read }, input: { locationId } }) =>
    read(async (tx) => {
      const now = new Date(server.now());
      const [place, ...checks] = await Promise.all([
        locationId === undefined ? [{ id: null }] : placeOf(tx, caller.orgId, locationId),
        ...CHECKS.filter(({ permission }) =>
          [permission].flat().some((each) => can(caller.rights, each)),
        ).map(async (check) => {
          const finding = await check.find({ tx, caller, locationId, now });
          return {
            id: check.id,
            level: finding.count === 0 ? ('calm' as const) : check.level(finding, now),
            count: Math.min(finding.count, MOST),
            since: finding.since?.toISOString() ?? null,
          };
        }),
      ]);
      if (place.length === 0) throw new AppError('NOT_FOUND');
      return { checkedAt: now.toISOString(), checks };
    }),
  );

const placeOf = (tx: TenantReadTx, orgId: string, id: string) =>
  tx
    .select({ id: location.id })
    .from(location)
    .where(and(eq(location.orgId, orgId), eq(location.id, id)));
