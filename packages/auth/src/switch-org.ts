/** Moving to another organisation of the same account. */
import { AppError } from '@toster/contracts/errors';
import { newId } from '@toster/contracts/ids';
import { withTenant } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { authContext, type Auth, type RequestOrigin } from './auth.ts';
import type { RealmName } from './realms.ts';
import { SWITCHED } from './rotation-rules.ts';
import {
  alive,
  at,
  TOKEN_COLUMNS,
  tokensOf,
  ZTokenRow,
  type SessionTokens,
} from './session-row.ts';
import { insertSession } from './start-session.ts';

/**
 * Re-checks the membership and mints a session for the other organisation in place of the present one, in one
 * statement. The new session keeps the proof of the old one and its absolute end: switching prolongs nothing. A tab
 * that still refreshes with the old token is told it is superseded, so it cannot take the new cookies away.
 *
 * Throws `AppError` NOT_FOUND when the account has no active membership there, or the session is no longer alive.
 */
export async function switchOrg(
  auth: Auth,
  realmName: RealmName,
  input: { readonly accountId: string; readonly sessionId: string; readonly orgId: string },
  origin: RequestOrigin,
): Promise<SessionTokens> {
  const now = auth.now();
  const realm = auth.realms[realmName];
  const started = insertSession(
    realm,
    {
      id: newId(),
      source: sql`(select target.*, ended.absolute_expires_at, ended.auth_time, ended.amr, ended.aal from target, ended) source`,
      absoluteExpiresAt: sql`source.absolute_expires_at`,
      authTime: sql`source.auth_time`,
      amr: sql`source.amr`,
      aal: sql`source.aal`,
    },
    origin,
    now,
  );
  const context = authContext(origin, 'session.switched_org', { account: input.accountId });
  return withTenant(auth.db, context, async (tx) => {
    const [row] = await tx.execute(sql`
      with target as materialized (
        select m.account_id, m.org_id, m.epoch, o.slug, o.cell
        from auth.account a
        join public.membership m on m.account_id = a.id and m.org_id = ${input.orgId} and m.status = 'active'
        join public.org o on o.org_id = m.org_id
        where a.id = ${input.accountId} and a.status = 'active'
      ), ended as (
        update auth.session s set revoked_at = ${at(now)}, revoke_reason = ${SWITCHED}
        where s.id = ${input.sessionId} and s.account_id = ${input.accountId} and s.realm = ${realm.name}
          and ${alive(now)} and exists (select from target)
        returning s.*
      ), s as (${started})
      select ${TOKEN_COLUMNS} from s join target m on true join target o on true`);
    if (row === undefined) throw new AppError('NOT_FOUND');
    return tokensOf(realm, ZTokenRow.parse(row), now);
  });
}
