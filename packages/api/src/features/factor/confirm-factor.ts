import { confirmFactor as confirm } from '@toster/auth/factors/factors';
import { ZConfirmFactorInput, ZRecoveryCodes } from '@toster/contracts/schemas/auth';
import { originOf } from '../../context.ts';
import { self } from '../../procedures.ts';

/** Takes the first code of the app and answers with the recovery codes. */
export const confirmFactor = self({ event: 'factor.enrolled', stepUp: true, anew: true, cost: 2 })
  .input(ZConfirmFactorInput)
  .output(ZRecoveryCodes)
  .mutation(async ({ ctx, input: { code } }) => {
    const codes = await confirm(ctx.server.auth, ctx.caller, code, originOf(ctx));
    return { codes: [...codes] };
  });
