import { clearSessionCookies } from '@toster/auth/cookies';
import { revokeSessions } from '@toster/auth/revoke-sessions';
import { AppError } from '@toster/contracts/errors';
import { ZSessionIdInput, ZRevokeSessionsOutput } from '@toster/contracts/schemas/session';
import { originOf } from '../../context.ts';
import { self } from '../../procedures.ts';

/** Ends one of the caller's own sessions; ending the present one signs out. */
export const revokeSession = self({
  permission: 'sessions.list_revoke_own',
  event: 'session.revoked',
  stepUp: true,
  cost: 2,
})
  .input(ZSessionIdInput)
  .output(ZRevokeSessionsOutput)
  .mutation(async ({ ctx, input: { id } }) => {
    const { auth, cookieMode } = ctx.server;
    const { accountId, sessionId } = ctx.caller;
    const revoked = await revokeSessions(
      auth,
      'staff',
      { accountId, scope: { sessionId: id }, reason: 'by_person' },
      originOf(ctx),
    );
    if (revoked === 0) throw new AppError('NOT_FOUND');
    if (id === sessionId) ctx.respond(clearSessionCookies(auth.realms.staff, cookieMode));
    return { revoked };
  });
