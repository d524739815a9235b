import { type AccessClaims, verifyAccessToken } from '@toster/auth/access-token';
import { type OrgFacts, loadRights } from '@toster/auth/load-rights';
import { AppError } from '@toster/contracts/errors';
import { capabilitiesOf } from '@toster/contracts/rbac/policy-capabilities';
import { type Rights, rightsOf } from '@toster/contracts/rbac/rights';
import { type Context, originOf } from '../context.ts';
import type { Member } from '../rights-cache.ts';

/** Who calls: a person in a session, as a member of one organisation, with the rights of this moment. */
export type Caller = {
  readonly accountId: string;
  readonly sessionId: string;
  readonly orgId: string;
  readonly org: OrgFacts;
  /** The membership's id: the actor of the audit log. */
  readonly staffId: string;
  readonly epoch: number;
  readonly rights: Rights;
  /** What row policies read of the rights. */
  readonly capabilities: Member['capabilities'];
  /** Epoch seconds of the last proof of identity. */
  readonly authTime: number;
  /** 2 where the session was proven by a code as well. */
  readonly aal: number;
  /** From when on the organisation asks for that; null: it does not. Epoch milliseconds. */
  readonly factorFrom: number | null;
};

/** Whether the organisation asks for a second factor by now that the session has not been proven by. `now` in epoch milliseconds. */
export function lacksFactor({ factorFrom, aal }: Caller, now: number): boolean {
  return factorFrom !== null && factorFrom <= now && aal < 2;
}

/** All calls of one request share one answer. */
const callers = new WeakMap<Context['request'], Promise<Caller>>();

/**
 * The caller of a request: the access token proves the session, the cache or one round trip gives
 * the rights. Throws AppError UNAUTHENTICATED, or STALE when the token is older than the rights.
 */
export function authenticate(ctx: Context): Promise<Caller> {
  const known = callers.get(ctx.request);
  if (known !== undefined) return known;
  const caller = identify(ctx);
  callers.set(ctx.request, caller);
  return caller;
}

/** Reads the rights again after the database called them stale. Throws STALE when they have moved on. */
export function authenticateAgain(ctx: Context, stale: Caller): Promise<Caller> {
  ctx.server.rights.forget(stale);
  callers.delete(ctx.request);
  return authenticate(ctx);
}

async function identify(ctx: Context): Promise<Caller> {
  if (ctx.accessToken === null) throw new AppError('UNAUTHENTICATED');
  const { auth, rights } = ctx.server;
  const claims = await verifyAccessToken(auth.realms.staff, ctx.accessToken, auth.now());
  const key = { accountId: claims.sub, orgId: claims.org, epoch: claims.epoch };
  const member = await rights.get(key, () => loadMember(ctx, claims));
  return { ...member, ...key, sessionId: claims.sid, authTime: claims.auth_time, aal: claims.aal };
}

async function loadMember(ctx: Context, claims: AccessClaims): Promise<Member> {
  const loaded = await loadRights(
    ctx.server.auth,
    { accountId: claims.sub, orgId: claims.org },
    originOf(ctx),
  );
  if (loaded === null) throw new AppError('UNAUTHENTICATED');
  if (loaded.epoch !== claims.epoch) throw new AppError('STALE');
  const rights = rightsOf(loaded.grants);
  return {
    staffId: loaded.membershipId,
    org: loaded.org,
    rights,
    factorFrom: loaded.factorFrom,
    capabilities: capabilitiesOf(rights),
  };
}
