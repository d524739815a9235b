/** The second half of signing in: a code, after the password. */
import { AppError } from '@toster/contracts/errors';
import { newId } from '@toster/contracts/ids';
import { withTenant } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { authContext, type Auth, type RequestOrigin } from './auth.ts';
import { beginSessionIn } from './begin-session.ts';
import { countFailedSignIn } from './count-failed-sign-in.ts';
import { type Challenge, readChallenge } from './factors/challenge.ts';
import { useCode } from './factors/use-code.ts';
import { attempt } from './limits/attempt.ts';
import { secondFactorGates } from './limits/attempt-gates.ts';
import type { RealmName } from './realms.ts';
import type { SessionTokens } from './session-row.ts';
import { readStoredPassword } from './stored-password.ts';

/**
 * Takes a code of the app or of the paper for a challenge, and starts the session the password alone could not.
 *
 * Throws `AppError` CHALLENGE_OVER when the challenge is not one of ours, is older than five minutes, or the password was
 * changed since; CODE_WRONG; TOO_MANY_ATTEMPTS before anything is looked up. Wrong codes count for the address, for the
 * challenge and, with all other proofs, for the account. Each is counted for the audit log like a failed sign-in.
 */
export async function enterSecondFactor(
  auth: Auth,
  realmName: RealmName,
  input: { readonly challenge: string; readonly code: string },
  origin: RequestOrigin,
): Promise<SessionTokens> {
  const challenge = readChallenge(auth.pepper, input.challenge, auth.now());
  if (challenge === null || challenge.realm !== realmName) throw new AppError('CHALLENGE_OVER');
  const { accountId } = challenge;
  const gates = secondFactorGates(auth.attempts.keys, accountId, input.challenge, origin.ip);
  const verified = await attempt(auth.attempts.log, gates, async () => {
    const tokens = await begin(auth, realmName, challenge, input.code, origin);
    return tokens === null ? { ok: false, failure: null } : { ok: true, value: tokens };
  });
  if (verified.ok) return verified.value;
  await countFailedSignIn(auth, accountId, origin);
  throw new AppError('CODE_WRONG');
}

/** Null when the code is wrong. Code and session are one transaction: a code is not used up for nothing. */
function begin(
  auth: Auth,
  realmName: RealmName,
  { accountId, passwordVersion }: Challenge,
  code: string,
  origin: RequestOrigin,
): Promise<SessionTokens | null> {
  const context = authContext(origin, 'session.started', { account: accountId });
  return withTenant(auth.db, context, async (tx) => {
    const stored = await readStoredPassword(tx, accountId);
    if (stored?.version !== passwordVersion) throw new AppError('CHALLENGE_OVER');
    const used = await useCode(auth, tx, accountId, code);
    if (used === null) return null;
    const tokens = await beginSessionIn(
      auth,
      tx,
      auth.realms[realmName],
      {
        accountId,
        stored,
        rehashed: null,
        amr: ['pwd', 'otp'],
        aal: 2,
      },
      origin,
    );
    if (tokens === null) throw new AppError('INVALID_CREDENTIALS');
    if (used === 'paper')
      await tx.execute(sql`
        insert into auth.outbox (id, account_id, topic, session_id)
        values (${newId()}, ${accountId}, 'factor.recovery_used', ${tokens.sessionId})`);
    return tokens;
  });
}
