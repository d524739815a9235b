/** Another password for somebody who has forgotten theirs and reads their mail. */
import { AppError } from '@toster/contracts/errors';
import { newId } from '@toster/contracts/ids';
import { withTenant } from '@toster/db/tenant';
import { emailKey } from '@toster/db/look-up-keys';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { authContext, type Auth, type RequestOrigin } from '../auth.ts';
import { countUse } from '../limits/attempt.ts';
import { followGates, letterGates } from '../limits/attempt-gates.ts';
import { readKnownWords } from '../known-words.ts';
import { faultOf } from '../password-rules.ts';
import type { RealmName } from '../realms.ts';
import { at } from '../session-row.ts';
import { askMailLink, readMailLink, takeMailLink } from './mail-link.ts';

const ZAccount = z.object({ id: z.uuid() });

/**
 * Has a letter sent to an address, if an active account with a password is known by it; nothing tells whether. The time
 * it takes is the caller's to level. Throws `AppError` TOO_MANY_ATTEMPTS after three letters to an address in an hour,
 * or five asked for from one place, known or not: the letters that were sent are good as long as that.
 */
export async function askPasswordReset(
  auth: Auth,
  email: string,
  origin: RequestOrigin,
): Promise<void> {
  await countUse(auth.attempts.log, letterGates(auth.attempts.keys, email, origin.ip));
  const context = authContext(origin, 'password.reset_asked');
  const [row] = await withTenant(
    auth.db,
    context,
    async (tx) =>
      tx.execute(sql`
        select a.id from auth.account a join auth.password p on p.account_id = a.id
        where a.email_key = ${emailKey(email)}`),
    'read',
  );
  if (row === undefined) return;
  // The log says whose password it is about; who has asked, nobody knows.
  const { id: account } = ZAccount.parse(row);
  await withTenant(auth.db, { ...context, account }, (tx) =>
    askMailLink(tx, 'password_reset', account, auth.now()),
  );
}

/**
 * Follows the link of such a letter: the account has the other password, every session of it is over, and the person is
 * told. Nobody is signed in by it: where a second factor is set up, it is asked for as ever.
 *
 * Throws `AppError` LINK_OVER, PASSWORD_REFUSED with the fault (the link stays good), TOO_MANY_ATTEMPTS.
 */
export async function resetPassword(
  auth: Auth,
  realmName: RealmName,
  { token, password }: { readonly token: string; readonly password: string },
  origin: RequestOrigin,
): Promise<void> {
  const { keys, log } = auth.attempts;
  await countUse(log, followGates(keys, origin.ip));
  const anybody = authContext(origin, 'password.reset');
  const { accountId, words } = await withTenant(
    auth.db,
    anybody,
    async (tx) => {
      const of = await readMailLink(tx, 'password_reset', token, auth.now());
      return { accountId: of, words: await readKnownWords(tx, of) };
    },
    'read',
  );
  const fault = faultOf(password, words);
  if (fault !== null) throw new AppError('PASSWORD_REFUSED', { details: { fault } });
  // Hashing holds no connection.
  const chosen = await auth.passwords.hash(password);
  const now = auth.now();
  await withTenant(auth.db, { ...anybody, account: accountId }, async (tx) => {
    await takeMailLink(tx, 'password_reset', token, now);
    await tx.execute(sql`
      with changed as (
        update auth.password set phc = ${chosen.phc}, pepper_kid = ${chosen.pepperKid}, version = version + 1,
          changed_at = ${at(now)}
        where account_id = ${accountId} returning account_id
      ), ended as (
        update auth.session s set revoked_at = ${at(now)}, revoke_reason = 'password_changed'
        from changed where s.account_id = changed.account_id and s.realm = ${realmName} and s.revoked_at is null
      )
      insert into auth.outbox (id, account_id, topic) select ${newId()}::uuid, account_id, 'password.reset' from changed`);
  });
}
