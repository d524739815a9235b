import { readAccount } from '@toster/auth/read-account';
import { AppError } from '@toster/contracts/errors';
import { EVENTS, type Domain } from '@toster/contracts/events';
import { can, domainsAt, type Rights } from '@toster/contracts/rbac/rights';
import { ZGetProfileOutput } from '@toster/contracts/schemas/profile';
import { ZEmptyInput } from '@toster/contracts/schemas/session';
import { originOf } from '../../context.ts';
import { self } from '../../procedures.ts';
import { describeAccess } from '../staff/describe-access.ts';
import { loadSelf } from '../staff/staff-rows.ts';

/**
 * The caller in this organisation: who they are, their grants, and everything these allow, by the very rights that guard
 * their calls. People read of themselves: nothing is recorded.
 */
export const getProfile = self({ readsOrg: true, cost: 2 })
  .input(ZEmptyInput)
  .output(ZGetProfileOutput)
  .query(async ({ ctx }) => {
    const { staffId, accountId, rights } = ctx.caller;
    const [own, account] = await Promise.all([
      ctx.read((tx) => loadSelf(tx, ctx.caller)),
      readAccount(ctx.server.auth, accountId, originOf(ctx)),
    ]);
    if (own === undefined || account === null) throw new AppError('UNAUTHENTICATED');
    const { firstName, locationId, hiredOn, createdAt, grants } = own;
    return {
      staffId,
      firstName,
      email: account.email,
      addressProven: account.isAddressProven,
      locationId,
      hiredOn,
      joinedAt: createdAt.toISOString(),
      grants,
      access: describeAccess(staffId, rights),
      log: {
        record: readsLog(rights, 'staff', locationId),
        sessions: readsLog(rights, EVENTS['session.revoked'].domain, null),
      },
    };
  });

/** Whether somebody reads events of that domain at that place; null is where events of the whole organisation are. */
function readsLog(rights: Rights, domain: Domain, locationId: string | null): boolean {
  if (!can(rights, 'audit_log.read', { locationId })) return false;
  return domainsAt(rights, locationId)?.includes(domain) ?? true;
}
