import { QUOTA_POOLS } from '@toster/contracts/quotas';
import { ZEmptyInput } from '@toster/contracts/schemas/session';
import { ZUsage } from '@toster/contracts/schemas/settings';
import { self } from '../../procedures.ts';

/** How much of its quotas the caller's organisation has used. Answered also when they are used up. */
export const getUsage = self({
  permission: 'org_settings.read',
  about: 'organisation',
  cost: 1,
})
  .input(ZEmptyInput)
  .output(ZUsage)
  .query(async ({ ctx: { server, caller } }) => {
    const { quotas } = server.limits;
    const pools = await Promise.all(
      QUOTA_POOLS.map(async (pool) => ({ pool, standings: await quotas.look(caller.orgId, pool) })),
    );
    return {
      readAt: new Date(server.now()).toISOString(),
      quotas: pools.flatMap(({ pool, standings }) =>
        standings.map(({ span, policy: { units, windowSeconds }, used, resetSeconds }) => ({
          pool,
          span,
          units,
          used,
          windowSeconds,
          resetSeconds,
        })),
      ),
    };
  });
