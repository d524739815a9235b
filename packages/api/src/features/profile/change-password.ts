import { changePassword as choose } from '@toster/auth/change-password';
import { ZChangePasswordInput, ZChangePasswordOutput } from '@toster/contracts/schemas/auth';
import { originOf } from '../../context.ts';
import { self } from '../../procedures.ts';

/** Gives the caller another password and ends their other sessions. */
export const changePassword = self({
  event: 'password.changed',
  stepUp: true,
  anew: true,
  cost: 10,
})
  .input(ZChangePasswordInput)
  .output(ZChangePasswordOutput)
  .mutation(async ({ ctx, input: { password } }) => {
    const { accountId, sessionId } = ctx.caller;
    const input = { accountId, sessionId, password };
    return { revoked: await choose(ctx.server.auth, 'staff', input, originOf(ctx)) };
  });
