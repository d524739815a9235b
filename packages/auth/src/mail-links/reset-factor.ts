/** The way back in for somebody who has lost app and paper: password, mail, and a day in which others may object. */
import { AppError } from '@toster/contracts/errors';
import { newId } from '@toster/contracts/ids';
import { withTenant } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { authContext, type Auth, type RequestOrigin } from '../auth.ts';
import type { Person } from '../factors/factors.ts';
import { readChallenge } from '../factors/challenge.ts';
import { countUse } from '../limits/attempt.ts';
import { followGates, letterGates } from '../limits/attempt-gates.ts';
import type { RealmName } from '../realms.ts';
import { at } from '../session-row.ts';
import { readStoredPassword } from '../stored-password.ts';
import { askMailLink, readMailLink, takeMailLink } from './mail-link.ts';

/** How long everybody with a session, a code or the mail may object. */
export const FACTOR_RESET_DELAY_MS = 24 * 3_600_000;

const ZDue = z.object({ due: z.number() });

/**
 * Has a letter sent to somebody who has proven the password and has no code. Throws `AppError` CHALLENGE_OVER,
 * TOO_MANY_ATTEMPTS.
 */
export async function askFactorReset(
  auth: Auth,
  realmName: RealmName,
  text: string,
  origin: RequestOrigin,
): Promise<void> {
  const challenge = readChallenge(auth.pepper, text, auth.now());
  if (challenge === null || challenge.realm !== realmName) throw new AppError('CHALLENGE_OVER');
  const { accountId, passwordVersion } = challenge;
  await countUse(auth.attempts.log, letterGates(auth.attempts.keys, accountId, origin.ip));
  const context = authContext(origin, 'factor.reset_asked', { account: accountId });
  await withTenant(auth.db, context, async (tx) => {
    const stored = await readStoredPassword(tx, accountId);
    if (stored?.version !== passwordVersion) throw new AppError('CHALLENGE_OVER');
    await askMailLink(tx, 'factor_reset', accountId, auth.now());
  });
}

/**
 * Follows the link of such a letter: in a day no code is asked for any more, unless somebody keeps the factor or uses a
 * code until then. Answers when, in epoch milliseconds; a day that has begun is not begun again. Throws `AppError`
 * LINK_OVER, TOO_MANY_ATTEMPTS.
 */
export async function beginFactorReset(
  auth: Auth,
  token: string,
  origin: RequestOrigin,
): Promise<number> {
  await countUse(auth.attempts.log, followGates(auth.attempts.keys, origin.ip));
  const now = auth.now();
  const anybody = authContext(origin, 'factor.reset_begun');
  const accountId = await withTenant(
    auth.db,
    anybody,
    (tx) => readMailLink(tx, 'factor_reset', token, now),
    'read',
  );
  return withTenant(auth.db, { ...anybody, account: accountId }, async (tx) => {
    await takeMailLink(tx, 'factor_reset', token, now);
    const [row] = await tx.execute(sql`
      with begun as (
        update auth.factor set reset_due_at = coalesce(reset_due_at, ${at(now + FACTOR_RESET_DELAY_MS)})
        where account_id = ${accountId} and confirmed_at is not null returning account_id, reset_due_at
      ), told as (
        insert into auth.outbox (id, account_id, topic) select ${newId()}::uuid, account_id, 'factor.reset_begun' from begun
      )
      select extract(epoch from reset_due_at)::float8 * 1000 as due from begun`);
    if (row === undefined) throw new AppError('LINK_OVER');
    return ZDue.parse(row).due;
  });
}

/** Objects: the factor stays. Nothing happens where nobody wanted it gone. */
export async function keepFactor(auth: Auth, person: Person, origin: RequestOrigin): Promise<void> {
  const { accountId, sessionId } = person;
  const context = authContext(origin, 'factor.reset_stopped', {
    account: accountId,
    session: sessionId,
  });
  await withTenant(auth.db, context, (tx) =>
    tx.execute(sql`
      update auth.factor set reset_due_at = null
      where account_id = ${accountId} and reset_due_at > ${at(auth.now())}`),
  );
}
