import { listSessions } from '@toster/auth/list-sessions';
import { AppError } from '@toster/contracts/errors';
import { ZGetSessionAddressOutput, ZSessionIdInput } from '@toster/contracts/schemas/session';
import { originOf } from '../../context.ts';
import { self } from '../../procedures.ts';

/** The whole address one of the caller's own sessions was signed in from. NOT_FOUND for one that is over or another's. */
export const getAddress = self({ permission: 'sessions.list_revoke_own', cost: 1 })
  .input(ZSessionIdInput)
  .output(ZGetSessionAddressOutput)
  .query(async ({ ctx, input: { id } }) => {
    const sessions = await listSessions(ctx.server.auth, 'staff', ctx.caller, originOf(ctx));
    const found = sessions.find((session) => session.id === id);
    if (found === undefined) throw new AppError('NOT_FOUND');
    return { id, address: found.ip };
  });
