import type { TenantContext } from '@toster/db/context';
import type { Context } from './context.ts';
import type { Caller } from './middleware/authenticate.ts';

/** What a call adds to the identity of its caller. */
export type CallFacts = {
  readonly requestId: string;
  /** The business action, for the audit log. */
  readonly action: string;
  /** Why personal fields are read; null when they are not. */
  readonly purpose: string | null;
};

/** The context under which the caller's transaction runs. */
export function tenantContext(ctx: Context, caller: Caller, call: CallFacts): TenantContext {
  return {
    kind: 'staff',
    org: caller.orgId,
    account: caller.accountId,
    actor: caller.staffId,
    session: caller.sessionId,
    epoch: caller.epoch,
    caps: caller.capabilities,
    action: call.action,
    request: call.requestId,
    purpose: call.purpose,
    ip: ctx.address,
    ipk: ctx.addressKey,
    ua: ctx.userAgent,
    source: 'console',
  };
}
