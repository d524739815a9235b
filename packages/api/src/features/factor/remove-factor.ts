import { removeFactor as remove } from '@toster/auth/factors/factors';
import { ZEmptyInput } from '@toster/contracts/schemas/session';
import { z } from 'zod';
import { originOf } from '../../context.ts';
import { self } from '../../procedures.ts';

/** Turns the caller's second factor off. */
export const removeFactor = self({ event: 'factor.removed', stepUp: true, cost: 2 })
  .input(ZEmptyInput)
  .output(z.object({}))
  .mutation(async ({ ctx }) => {
    await remove(ctx.server.auth, ctx.caller, originOf(ctx));
    return {};
  });
