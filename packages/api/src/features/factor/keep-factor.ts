import { keepFactor as keep } from '@toster/auth/mail-links/reset-factor';
import { ZEmptyInput } from '@toster/contracts/schemas/session';
import { z } from 'zod';
import { originOf } from '../../context.ts';
import { self } from '../../procedures.ts';

/** Objects to turning the caller's second factor off. It only makes the account safer: no proof is asked for. */
export const keepFactor = self({ event: 'factor.reset_stopped', cost: 2 })
  .input(ZEmptyInput)
  .output(z.object({}))
  .mutation(async ({ ctx }) => {
    await keep(ctx.server.auth, ctx.caller, originOf(ctx));
    return {};
  });
