import { listMemberships } from '@toster/auth/list-memberships';
import type { Rights } from '@toster/contracts/rbac/rights';
import { ZEmptyInput, ZGetSessionOutput } from '@toster/contracts/schemas/session';
import { location } from '@toster/db/schema/location';
import { org } from '@toster/db/schema/org';
import { staffDirectory } from '@toster/db/schema/staff';
import { and, asc, eq } from 'drizzle-orm';
import { originOf } from '../../context.ts';
import { self } from '../../procedures.ts';
import { askedFactor } from './asked-factor.ts';

/** Who is signed in, where they may work, and what they may do there. */
export const getSession = self({ readsOrg: true, cost: 1 })
  .input(ZEmptyInput)
  .output(ZGetSessionOutput)
  .query(async ({ ctx }) => {
    const { caller } = ctx;
    const [[locations, [profile], [facts]], memberships, secondFactor] = await Promise.all([
      ctx.read((tx) =>
        Promise.all([
          tx
            .select()
            .from(location)
            .where(eq(location.orgId, caller.orgId))
            .orderBy(asc(location.name), asc(location.id)),
          tx
            .select({ firstName: staffDirectory.firstName })
            .from(staffDirectory)
            .where(
              and(
                eq(staffDirectory.orgId, caller.orgId),
                eq(staffDirectory.staffId, caller.staffId),
              ),
            ),
          // What may change while the caller's rights stay in the cache.
          tx
            .select({ name: org.name, locale: org.locale, timezone: org.timezone })
            .from(org)
            .where(eq(org.orgId, caller.orgId)),
        ]),
      ),
      listMemberships(ctx.server.auth, caller.accountId, originOf(ctx)),
      askedFactor(ctx),
    ]);
    if (facts === undefined) throw new Error('the caller is in no organisation');
    return {
      accountId: caller.accountId,
      sessionId: caller.sessionId,
      staffId: caller.staffId,
      firstName: profile?.firstName ?? null,
      org: { ...caller.org, ...facts },
      locations,
      memberships: memberships.map((member) => ({
        ...member,
        current: member.orgId === caller.orgId,
      })),
      permissions: summaryOf(caller.rights),
      secondFactor,
    };
  });

function summaryOf(rights: Rights) {
  return Object.fromEntries(
    Array.from(rights, ([permission, { all, locations, assigned, self: own, masked }]) => [
      permission,
      { all, locations: [...locations], assigned, self: own, masked },
    ]),
  );
}
