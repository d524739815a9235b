import { setAccessCookie } from '@toster/auth/cookies';
import { stepUp as proveAgain } from '@toster/auth/step-up';
import { ZStepUpInput, ZStepUpOutput } from '@toster/contracts/schemas/session';
import { originOf } from '../../context.ts';
import { self } from '../../procedures.ts';

/** Proves by the password that the person at the screen is still the one who signed in. */
export const stepUp = self({ event: 'session.stepped_up', anew: true, cost: 5 })
  .input(ZStepUpInput)
  .output(ZStepUpOutput)
  .mutation(async ({ ctx, input: { password, code } }) => {
    const { auth, cookieMode } = ctx.server;
    const { accountId, sessionId } = ctx.caller;
    const proof = await proveAgain(
      auth,
      'staff',
      { accountId, sessionId, password, code },
      originOf(ctx),
    );
    ctx.respond(setAccessCookie(auth.realms.staff, cookieMode, proof, auth.now()));
    return { freshUntil: new Date(proof.freshUntil).toISOString() };
  });
