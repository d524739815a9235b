import { revokeSessions } from '@toster/auth/revoke-sessions';
import { ZEmptyInput, ZRevokeSessionsOutput } from '@toster/contracts/schemas/session';
import { originOf } from '../../context.ts';
import { self } from '../../procedures.ts';

/** Ends all of the caller's own sessions but the present one. */
export const revokeOtherSessions = self({
  permission: 'sessions.list_revoke_own',
  event: 'session.revoked',
  stepUp: true,
  cost: 2,
})
  .input(ZEmptyInput)
  .output(ZRevokeSessionsOutput)
  .mutation(async ({ ctx }) => {
    const { accountId, sessionId } = ctx.caller;
    const scope = { exceptSessionId: sessionId };
    return {
      revoked: await revokeSessions(
        ctx.server.auth,
        'staff',
        { accountId, scope, reason: 'by_person' },
        originOf(ctx),
      ),
    };
  });
