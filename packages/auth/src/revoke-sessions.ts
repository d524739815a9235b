/** Ending sessions other than by their own token. */
import { withTenant } from '@toster/db/tenant';
import { sql, type SQL } from 'drizzle-orm';
import { authContext, type Auth, type RequestOrigin } from './auth.ts';
import type { RealmName } from './realms.ts';
import { at } from './session-row.ts';

/** Why a session was ended; stands in its row and in the audit log. */
export type RevokeReason =
  | 'by_person'
  | 'account_suspended'
  | 'password_changed'
  | 'membership_ended';

/** Which sessions of the account: one, all others than the present, those of an organisation, or all. */
export type RevokeScope =
  | { readonly sessionId: string }
  | { readonly exceptSessionId: string }
  | { readonly orgId: string }
  | 'all';

/**
 * Ends sessions of one account and answers how many. When it returns, no refresh token of theirs works any more, not
 * even one being exchanged at the same moment: both change the same row. A session of another account is never found.
 */
export async function revokeSessions(
  auth: Auth,
  realmName: RealmName,
  input: { readonly accountId: string; readonly scope: RevokeScope; readonly reason: RevokeReason },
  origin: RequestOrigin,
): Promise<number> {
  const context = authContext(origin, 'session.revoked', { account: input.accountId });
  const rows = await withTenant(auth.db, context, async (tx) =>
    tx.execute(sql`
      update auth.session s set revoked_at = ${at(auth.now())}, revoke_reason = ${input.reason}
      where s.account_id = ${input.accountId} and s.realm = ${realmName} and s.revoked_at is null
        and ${within(input.scope)}
      returning s.id`),
  );
  return [...rows].length;
}

function within(scope: RevokeScope): SQL {
  if (scope === 'all') return sql`true`;
  if ('sessionId' in scope) return sql`s.id = ${scope.sessionId}`;
  if ('exceptSessionId' in scope) return sql`s.id <> ${scope.exceptSessionId}`;
  return sql`s.org_id = ${scope.orgId}`;
}
