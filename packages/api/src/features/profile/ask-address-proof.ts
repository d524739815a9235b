import { askAddressProof as ask } from '@toster/auth/mail-links/prove-address';
import { ZEmptyInput } from '@toster/contracts/schemas/session';
import { z } from 'zod';
import { originOf } from '../../context.ts';
import { self } from '../../procedures.ts';

/** Has a letter sent to the caller's own address, whose link proves that they read it. */
export const askAddressProof = self({ event: 'address.proof_asked', cost: 5 })
  .input(ZEmptyInput)
  .output(z.object({}))
  .mutation(async ({ ctx }) => {
    await ask(ctx.server.auth, ctx.caller, originOf(ctx));
    return {};
  });
