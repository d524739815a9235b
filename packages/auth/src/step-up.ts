/** A fresh proof of identity within a session. */
import { AppError } from '@toster/contracts/errors';
import type { TenantContext } from '@toster/db/context';
import { withTenant } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { mintAccessToken } from './access-token.ts';
import { authContext, type Auth, type RequestOrigin } from './auth.ts';
import { countFailedSignIn } from './count-failed-sign-in.ts';
import { guards } from './factors/guarded.ts';
import { useCode } from './factors/use-code.ts';
import { attempt } from './limits/attempt.ts';
import { proofGates } from './limits/attempt-gates.ts';
import type { Realm, RealmName } from './realms.ts';
import { alive, at, subjectOf, TOKEN_COLUMNS, ZTokenRow } from './session-row.ts';
import { readStoredPassword, type StoredPassword } from './stored-password.ts';

/** How long a proof counts as fresh for procedures that ask for one. */
export const STEP_UP_MAX_AGE_SECONDS = 300;

/** A new access token; the refresh token stays. Times are epoch milliseconds. */
export interface SteppedUp {
  readonly accessToken: string;
  readonly accessExpiresAt: number;
  readonly freshUntil: number;
}

/** Who proves themselves again, and by what; the code where a second factor is set up. */
export interface StepUpInput {
  readonly accountId: string;
  readonly sessionId: string;
  readonly password: string;
  readonly code?: string | undefined;
}

/**
 * Re-enters the password, moves the session's `auth_time` and answers with an access token that carries it.
 *
 * Throws `AppError` INVALID_CREDENTIALS when the password is wrong, UNAUTHENTICATED when it was changed meanwhile,
 * the session or the membership ended, TOO_MANY_ATTEMPTS once the session or the account has failed too often. A wrong
 * password or code is counted for the audit log like a failed sign-in. SECOND_FACTOR_REQUIRED when the password is right
 * and the code of the account's second factor is missing.
 */
export async function stepUp(
  auth: Auth,
  realmName: RealmName,
  input: StepUpInput,
  origin: RequestOrigin,
): Promise<SteppedUp> {
  const gates = proofGates(auth.attempts.keys, input.accountId, input.sessionId);
  const verified = await attempt(auth.attempts.log, gates, async () => {
    const steppedUp = await prove(auth, auth.realms[realmName], input, origin);
    return steppedUp === null ? { ok: false, failure: null } : { ok: true, value: steppedUp };
  });
  if (verified.ok) return verified.value;
  await countFailedSignIn(auth, input.accountId, origin, 'SIGN_IN_STEP_UP');
  throw new AppError('INVALID_CREDENTIALS');
}

/** Null when the password is wrong. */
async function prove(
  auth: Auth,
  realm: Realm,
  input: StepUpInput,
  origin: RequestOrigin,
): Promise<SteppedUp | null> {
  const context = authContext(origin, 'session.stepped_up', { account: input.accountId });
  const stored = await withTenant(
    auth.db,
    context,
    (tx) => readStoredPassword(tx, input.accountId),
    'read',
  );
  // No connection is held while the password is hashed.
  const proven = await auth.passwords.verify(stored, input.password);
  if (!proven || stored === null) return null;
  const steppedUp = await moveAuthTime(auth, realm, context, input, stored);
  if (steppedUp === null) throw new AppError('UNAUTHENTICATED');
  return steppedUp === 'wrong' ? null : steppedUp;
}

/** `wrong`: the code is. Null when the session is over, the membership not active, or the password no longer the proven one. */
function moveAuthTime(
  auth: Auth,
  realm: Realm,
  context: TenantContext,
  of: StepUpInput,
  stored: StoredPassword,
): Promise<SteppedUp | 'wrong' | null> {
  const now = auth.now();
  return withTenant(auth.db, context, async (tx) => {
    const [guard] = await tx.execute(
      sql`select 1 from auth.factor f where f.account_id = ${of.accountId} and ${guards(now)}`,
    );
    if (guard !== undefined) {
      if (of.code === undefined) throw new AppError('SECOND_FACTOR_REQUIRED');
      if ((await useCode(auth, tx, of.accountId, of.code)) === null) return 'wrong';
    }
    const strength = guard === undefined ? sql`` : sql`, aal = 2, amr = array['pwd', 'otp']`;
    const [session] = await tx.execute(sql`
      with proven as (
        update auth.session s set auth_time = ${at(now)}${strength}
        where s.id = ${of.sessionId} and s.account_id = ${of.accountId} and s.realm = ${realm.name} and ${alive(now)}
          and exists (select from auth.password p where p.account_id = s.account_id and p.version = ${stored.version})
        returning s.*
      )
      select ${TOKEN_COLUMNS} from proven s
      join auth.account a on a.id = s.account_id and a.status = 'active'
      join public.membership m on m.org_id = s.org_id and m.account_id = s.account_id and m.status = 'active'
      join public.org o on o.org_id = s.org_id`);
    if (session === undefined) return null;
    const access = await mintAccessToken(realm, subjectOf(ZTokenRow.parse(session)), now);
    return {
      accessToken: access.token,
      accessExpiresAt: access.expiresAt,
      freshUntil: now + STEP_UP_MAX_AGE_SECONDS * 1000,
    };
  });
}
