import { recentActions } from '@toster/audit/recent';
import { AppError } from '@toster/contracts/errors';
import { can } from '@toster/contracts/rbac/rights';
import { ZGetAttentionInput, ZGetAttentionOutput } from '@toster/contracts/schemas/home';
import { location } from '@toster/db/schema/location';
import type { TenantReadTx } from '@toster/db/tenant';
import { and, eq } from 'drizzle-orm';
import { self } from '../../procedures.ts';
import { type Check, CHECKS, type Finding, type Watch } from './checks.ts';

const MOST = 999;

/** What needs the caller today: every check that their rights open, the calm ones too. One round trip. */
export const getAttention = self({ readsOrg: true, cost: 2 })
  .input(ZGetAttentionInput)
  .output(ZGetAttentionOutput)
  .query(({ ctx: { caller, server, read }, input: { locationId } }) =>
    read(async (tx) => {
      const now = new Date(server.now());
      const opened = CHECKS.filter(({ permission }) =>
        [permission].flat().some((each) => can(caller.rights, each)),
      );
      const [place, findings] = await Promise.all([
        locationId === undefined ? [{ id: null }] : placeOf(tx, caller.orgId, locationId),
        findAll(opened, { tx, caller, locationId, now }),
      ]);
      if (place.length === 0) throw new AppError('NOT_FOUND');
      return {
        checkedAt: now.toISOString(),
        checks: opened.map((check) => {
          const finding = findings.get(check) ?? NOTHING;
          return {
            id: check.id,
            level: finding.count === 0 ? ('calm' as const) : check.level(finding, now),
            count: Math.min(finding.count, MOST),
            since: finding.since?.toISOString() ?? null,
          };
        }),
      };
    }),
  );

const NOTHING: Finding = { count: 0, since: null };

/** What each check found. All queries are sent together, those of the log as one. */
async function findAll(
  checks: readonly Check[],
  watch: Watch,
): Promise<ReadonlyMap<Check, Finding>> {
  const logged = checks.filter((check) => 'wanted' in check);
  const others = checks.filter((check) => 'find' in check);
  const [recent, own] = await Promise.all([
    recentActions(
      watch.tx,
      watch.caller.orgId,
      logged.map((check) => check.wanted(watch)),
    ),
    Promise.all(others.map((check) => check.find(watch))),
  ]);
  const found = new Map<Check, Finding>();
  others.forEach((check, index) => found.set(check, own[index] ?? NOTHING));
  logged.forEach((check, index) => {
    const { count, since } = recent[index] ?? NOTHING;
    found.set(check, { count, since: since === null ? null : new Date(since) });
  });
  return found;
}

const placeOf = (tx: TenantReadTx, orgId: string, id: string) =>
  tx
    .select({ id: location.id })
    .from(location)
    .where(and(eq(location.orgId, orgId), eq(location.id, id)));
