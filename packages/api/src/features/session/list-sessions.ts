import { listSessions as listOwn } from '@toster/auth/list-sessions';
import { ZEmptyInput, ZListSessionsOutput } from '@toster/contracts/schemas/session';
import { networkOf } from '../../client-address.ts';
import { originOf } from '../../context.ts';
import { self } from '../../procedures.ts';

/** The caller's own living sessions, newest first, each with the network it was signed in from. */
export const listSessions = self({ permission: 'sessions.list_revoke_own', cost: 1 })
  .input(ZEmptyInput)
  .output(ZListSessionsOutput)
  .query(async ({ ctx }) => {
    const sessions = await listOwn(ctx.server.auth, 'staff', ctx.caller, originOf(ctx));
    return {
      sessions: sessions.map((session) => ({
        id: session.id,
        current: session.current,
        orgId: session.orgId,
        createdAt: new Date(session.createdAt).toISOString(),
        lastUsedAt: new Date(session.lastUsedAt).toISOString(),
        expiresAt: new Date(session.expiresAt).toISOString(),
        device: session.device,
        network: session.ip === null ? null : networkOf(session.ip),
      })),
    };
  });
