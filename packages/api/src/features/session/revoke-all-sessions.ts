import { clearSessionCookies } from '@toster/auth/cookies';
import { revokeSessions } from '@toster/auth/revoke-sessions';
import { ZEmptyInput, ZRevokeSessionsOutput } from '@toster/contracts/schemas/session';
import { originOf } from '../../context.ts';
import { self } from '../../procedures.ts';

/** Ends all of the caller's own sessions, the present one too, and takes its cookies. */
export const revokeAllSessions = self({
  permission: 'sessions.list_revoke_own',
  event: 'session.revoked',
  stepUp: true,
  anew: true,
  cost: 2,
})
  .input(ZEmptyInput)
  .output(ZRevokeSessionsOutput)
  .mutation(async ({ ctx }) => {
    const { auth, cookieMode } = ctx.server;
    const input = { accountId: ctx.caller.accountId, scope: 'all', reason: 'by_person' } as const;
    const revoked = await revokeSessions(auth, 'staff', input, originOf(ctx));
    ctx.respond(clearSessionCookies(auth.realms.staff, cookieMode));
    return { revoked };
  });
