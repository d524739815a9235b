import { renewCodes as renew } from '@toster/auth/factors/factors';
import { ZRecoveryCodes } from '@toster/contracts/schemas/auth';
import { ZEmptyInput } from '@toster/contracts/schemas/session';
import { originOf } from '../../context.ts';
import { self } from '../../procedures.ts';

/** Makes ten new recovery codes; the ones before are good for nothing then. */
export const renewCodes = self({
  event: 'factor.codes_renewed',
  stepUp: true,
  anew: true,
  cost: 2,
})
  .input(ZEmptyInput)
  .output(ZRecoveryCodes)
  .mutation(async ({ ctx }) => ({
    codes: [...(await renew(ctx.server.auth, ctx.caller, originOf(ctx)))],
  }));
