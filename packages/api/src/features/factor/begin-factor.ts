import { beginFactor as begin } from '@toster/auth/factors/factors';
import { ZBeginFactorOutput } from '@toster/contracts/schemas/auth';
import { ZEmptyInput } from '@toster/contracts/schemas/session';
import { originOf } from '../../context.ts';
import { self } from '../../procedures.ts';

/** Makes the secret of a second factor, which counts once a code of it was entered. */
export const beginFactor = self({ event: 'factor.begun', stepUp: true, anew: true, cost: 2 })
  .input(ZEmptyInput)
  .output(ZBeginFactorOutput)
  .mutation(({ ctx }) => begin(ctx.server.auth, ctx.caller, originOf(ctx)));
