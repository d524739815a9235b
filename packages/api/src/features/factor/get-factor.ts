import { readFactor } from '@toster/auth/factors/factors';
import { ZFactorState } from '@toster/contracts/schemas/auth';
import { ZEmptyInput } from '@toster/contracts/schemas/session';
import { originOf } from '../../context.ts';
import { self } from '../../procedures.ts';

/** Whether signing in to the caller's account asks for a code. */
export const getFactor = self({ cost: 1 })
  .input(ZEmptyInput)
  .output(ZFactorState)
  .query(async ({ ctx }) => {
    const { since, codesLeft, resetDueAt } = await readFactor(
      ctx.server.auth,
      ctx.caller,
      originOf(ctx),
    );
    const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
    return { since: iso(since), codesLeft, resetDueAt: iso(resetDueAt) };
  });
