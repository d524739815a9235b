/** Sign-out by the refresh token a browser holds. */
import { parseRefreshToken } from '@toster/crypto/refresh-token';
import { withTenant } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { authContext, type Auth, type RequestOrigin } from './auth.ts';
import type { RealmName } from './realms.ts';
import { at } from './session-row.ts';

const ZHeld = z.object({ account_id: z.string() });

/**
 * Ends the session of that refresh token, of the present one and of any used one (RFC 7009: whoever gives a token back
 * wants its whole family gone). A token that is forged, of another realm or unknown ends nothing, and the caller cannot
 * tell: sign-out always succeeds.
 */
export async function signOut(
  auth: Auth,
  realmName: RealmName,
  refreshToken: string,
  origin: RequestOrigin,
): Promise<void> {
  const realm = auth.realms[realmName];
  const claims = parseRefreshToken(realm.refreshKeys, realm.name, refreshToken);
  if (claims === null) return;
  const session = { session: claims.sessionId };
  const [held] = await withTenant(
    auth.db,
    authContext(origin, 'session.ended', session),
    async (tx) =>
      tx.execute(sql`
        select account_id from auth.session
        where id = ${claims.sessionId} and realm = ${realm.name} and revoked_at is null`),
    'read',
  );
  if (held === undefined) return;
  const { account_id: account } = ZHeld.parse(held);
  // Whoever's session it was stands in the log as the one who ended it.
  await withTenant(
    auth.db,
    authContext(origin, 'session.ended', { ...session, account }),
    async (tx) => {
      await tx.execute(sql`
      update auth.session set revoked_at = ${at(auth.now())}, revoke_reason = 'signed_out'
      where id = ${claims.sessionId} and realm = ${realm.name} and counter >= ${claims.counter} and revoked_at is null`);
    },
  );
}
