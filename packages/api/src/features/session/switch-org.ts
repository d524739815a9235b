import { setSessionCookies } from '@toster/auth/cookies';
import { switchOrg as switchSession } from '@toster/auth/switch-org';
import { ZSwitchOrgInput, ZSwitchOrgOutput } from '@toster/contracts/schemas/session';
import { originOf } from '../../context.ts';
import { self } from '../../procedures.ts';

/** Moves to another organisation of the same person: a new session there in place of this one. */
export const switchOrg = self({ event: 'session.switched_org', anew: true, cost: 2 })
  .input(ZSwitchOrgInput)
  .output(ZSwitchOrgOutput)
  .mutation(async ({ ctx, input: { orgId } }) => {
    const { auth, cookieMode } = ctx.server;
    const { accountId, sessionId } = ctx.caller;
    const tokens = await switchSession(
      auth,
      'staff',
      { accountId, sessionId, orgId },
      originOf(ctx),
    );
    ctx.respond(setSessionCookies(auth.realms.staff, cookieMode, tokens, auth.now()));
    return { orgSlug: tokens.orgSlug };
  });
