/** Sign-out by the refresh token a browser holds. */
import { parseRefreshToken } from '@toster/crypto/refresh-token';
import { withTenant } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { authContext, type Auth, type RequestOrigin } from './auth.ts';
import type { RealmName } from './realms.ts';
import { at } from './session-row.ts';
import { SESSION_TABLES } from './session-tables.ts';

const ZHeld = z.object({ holder: z.string(), org_id: z.string().nullable() });

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
  const { table, holder, own, events, about } = SESSION_TABLES[realm.name];
  const [held] = await withTenant(
    auth.db,
    authContext(origin, events.ended, session),
    async (tx) =>
      tx.execute(sql`
        select ${holder} as holder, org_id from ${table}
        where id = ${claims.sessionId} and ${own} and revoked_at is null`),
    'read',
  );
  if (held === undefined) return;
  const { holder: person, org_id: orgId } = ZHeld.parse(held);
  // Whoever's session it was stands in the log as the one who ended it.
  await withTenant(
    auth.db,
    authContext(origin, events.ended, { ...session, ...about({ holder: person, orgId }) }),
    async (tx) => {
      await tx.execute(sql`
      update ${table} set revoked_at = ${at(auth.now())}, revoke_reason = 'signed_out'
      where id = ${claims.sessionId} and ${own} and counter >= ${claims.counter} and revoked_at is null`);
    },
  );
}
