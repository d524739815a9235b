/** Sign-in with e-mail and password. */
import { AppError } from '@toster/contracts/errors';
import { withTenant } from '@toster/db/tenant';
import { emailKey } from '@toster/db/look-up-keys';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { authContext, type Auth, type RequestOrigin } from './auth.ts';
import { beginSession } from './begin-session.ts';
import { countFailedSignIn } from './count-failed-sign-in.ts';
import { makeChallenge } from './factors/challenge.ts';
import { removeFactor } from './factors/factors.ts';
import { guards } from './factors/guarded.ts';
import { attempt } from './limits/attempt.ts';
import { signInGates } from './limits/attempt-gates.ts';
import type { Realm, RealmName } from './realms.ts';
import type { SessionTokens } from './session-row.ts';
import { storeAnew, type StoredPassword } from './stored-password.ts';

const ZAccountRow = z.object({
  id: z.string(),
  phc: z.string().nullable(),
  pepper_kid: z.string().nullable(),
  version: z.int().nullable(),
  guarded: z.boolean(),
  reset: z.boolean(),
});

/**
 * Proves an account by its password and starts a session in the organisation used last, else in the one joined first.
 *
 * Throws `AppError` INVALID_CREDENTIALS for an unknown address, a wrong password, a suspended account and an account
 * without an active membership: the same answer after the same work (ASVS 5.0 6.3.8). TOO_MANY_ATTEMPTS, before
 * anything is looked up, once the address has failed too often. UNAVAILABLE when more sign-ins wait than the hashing
 * semaphore admits. SECOND_FACTOR_REQUIRED with a challenge when the password is right
 * and a code is asked for as well: see `second-factor.ts`. Each failure is counted for the audit log of the organisations concerned.
 */
export async function signIn(
  auth: Auth,
  realmName: RealmName,
  input: {
    readonly email: string;
    readonly password: string;
    /** A device the person is known on, see `device-cookie.ts`. */
    readonly device?: string | null;
  },
  origin: RequestOrigin,
): Promise<SessionTokens> {
  const gates = signInGates(auth.attempts.keys, input.email, origin.ip, input.device);
  const verified = await attempt(auth.attempts.log, gates, async () => {
    const found = await findAccount(auth, input.email, origin);
    const tokens = await prove(auth, auth.realms[realmName], found, input, origin);
    return tokens === null ? { ok: false, failure: found } : { ok: true, value: tokens };
  });
  if (verified.ok) return verified.value;
  await countFailedSignIn(auth, verified.failure?.id ?? null, origin);
  throw new AppError('INVALID_CREDENTIALS');
}

type Found = {
  readonly id: string;
  readonly stored: StoredPassword | null;
  /** A second factor is asked for as well. */
  readonly isGuarded: boolean;
  /** The day in which others could object to a reset is over: the second factor is there no more. */
  readonly isReset: boolean;
};

/** Null when nothing is proven. */
async function prove(
  auth: Auth,
  realm: Realm,
  found: Found | null,
  { password }: { readonly password: string },
  origin: RequestOrigin,
): Promise<SessionTokens | null> {
  const stored = found === null ? null : found.stored;
  // No connection is held while the password is hashed.
  const proven = await auth.passwords.verify(stored, password);
  if (!proven || found === null || stored === null) return null;
  const rehashed = auth.passwords.needsRehash(stored) ? await auth.passwords.hash(password) : null;
  const accountId = found.id;
  if (found.isGuarded) {
    if (rehashed !== null)
      await withTenant(
        auth.db,
        authContext(origin, 'session.started', { account: accountId }),
        (tx) => storeAnew(tx, accountId, stored, rehashed),
      );
    throw secondFactorRequired(auth, realm, accountId, stored);
  }
  const proof = { accountId, stored, rehashed, amr: ['pwd'], aal: 1 } as const;
  const tokens = await beginSession(auth, realm, proof, origin);
  if (tokens !== null && found.isReset)
    await removeFactor(auth, { accountId, sessionId: tokens.sessionId }, origin);
  return tokens;
}

async function findAccount(
  auth: Auth,
  email: string,
  origin: RequestOrigin,
): Promise<Found | null> {
  const [row] = await withTenant(
    auth.db,
    authContext(origin, 'session.started'),
    async (tx) =>
      tx.execute(sql`
        select a.id, p.phc, p.pepper_kid, p.version, a.status = 'active' and coalesce(${guards(auth.now())}, false) as guarded,
          f.reset_due_at is not null as reset
        from auth.account a left join auth.password p on p.account_id = a.id
          left join auth.factor f on f.account_id = a.id
        where a.email_key = ${emailKey(email)}`),
    'read',
  );
  if (row === undefined) return null;
  const { id, phc, pepper_kid: pepperKid, version, guarded, reset } = ZAccountRow.parse(row);
  const stored =
    phc === null || pepperKid === null || version === null ? null : { phc, pepperKid, version };
  return { id, stored, isGuarded: guarded, isReset: reset && !guarded };
}

/** The password was right, and is half of what is asked for. Says so, with what the other half is sent with. */
function secondFactorRequired(
  auth: Auth,
  realm: Realm,
  accountId: string,
  { version }: StoredPassword,
): AppError {
  const challenge = makeChallenge(
    auth.pepper,
    { realm: realm.name, accountId, passwordVersion: version },
    auth.now(),
  );
  return new AppError('SECOND_FACTOR_REQUIRED', { details: { challenge } });
}
