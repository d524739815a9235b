/** Choosing another password. */
import { AppError } from '@toster/contracts/errors';
import { newId } from '@toster/contracts/ids';
import { withTenant } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { authContext, type Auth, type RequestOrigin } from './auth.ts';
import { readKnownWords } from './known-words.ts';
import { faultOf } from './password-rules.ts';
import type { RealmName } from './realms.ts';
import { at } from './session-row.ts';
import { readStoredPassword } from './stored-password.ts';

/**
 * Gives an account another password, ends all its sessions but the present one, and tells the person by mail, in one
 * transaction. Answers how many sessions were ended. That the caller has just proven who they are is the caller's duty.
 *
 * Throws `AppError` PASSWORD_REFUSED with the fault, CONFLICT when the password was changed by somebody else meanwhile,
 * UNAUTHENTICATED when there is none to change.
 */
export async function changePassword(
  auth: Auth,
  realmName: RealmName,
  input: { readonly accountId: string; readonly sessionId: string; readonly password: string },
  origin: RequestOrigin,
): Promise<number> {
  const { accountId, sessionId, password } = input;
  const context = authContext(origin, 'password.changed', {
    account: accountId,
    session: sessionId,
  });
  const { stored, words } = await withTenant(
    auth.db,
    context,
    async (tx) => ({
      stored: await readStoredPassword(tx, accountId),
      words: await readKnownWords(tx, accountId),
    }),
    'read',
  );
  if (stored === null) throw new AppError('UNAUTHENTICATED');
  const fault = faultOf(password, words);
  if (fault !== null) throw new AppError('PASSWORD_REFUSED', { details: { fault } });
  // Hashing holds no connection.
  if (await auth.passwords.verify(stored, password))
    throw new AppError('PASSWORD_REFUSED', { details: { fault: 'same' } });
  const chosen = await auth.passwords.hash(password);

  const now = at(auth.now());
  return withTenant(auth.db, context, async (tx) => {
    const [changed] = await tx.execute<{ revoked: number }>(sql`
      with changed as (
        update auth.password set phc = ${chosen.phc}, pepper_kid = ${chosen.pepperKid}, version = version + 1,
          changed_at = ${now}
        where account_id = ${accountId} and version = ${stored.version} returning account_id
      ), ended as (
        update auth.session s set revoked_at = ${now}, revoke_reason = 'password_changed'
        from changed where s.account_id = changed.account_id and s.realm = ${realmName} and s.id <> ${sessionId}
          and s.revoked_at is null
        returning s.id
      ), told as (
        insert into auth.outbox (id, account_id, topic, session_id)
        select ${newId()}::uuid, account_id, 'password.changed', ${sessionId}::uuid from changed
      )
      select (select count(*)::int from ended) as revoked from changed`);
    if (changed === undefined) throw new AppError('CONFLICT');
    return changed.revoked;
  });
}
