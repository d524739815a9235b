/** Sign-in with e-mail and password. */
import { AppError } from '@toster/contracts/errors';
import { newId } from '@toster/contracts/ids';
import { withTenant } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { authContext, type Auth, type RequestOrigin } from './auth.ts';
import { countFailedSignIn } from './count-failed-sign-in.ts';
import { emailKey } from './email-key.ts';
import { attempt } from './limits/attempt.ts';
import { signInGates } from './limits/attempt-gates.ts';
import type { PasswordHash } from './password.ts';
import type { Realm, RealmName } from './realms.ts';
import { at, TOKEN_COLUMNS, tokensOf, ZTokenRow, type SessionTokens } from './session-row.ts';
import { insertSession } from './start-session.ts';

/**
 * While a pepper or the cost of hashing changes, another sign-in of the same person stores the same password anew between
 * the proof and the start; it is then proven against what is there now. Two releases side by side may do so in turns.
 */
export const MOST_PROOFS = 4;

const ZAccountRow = z.object({
  id: z.string(),
  phc: z.string().nullable(),
  pepper_kid: z.string().nullable(),
});

/**
 * Proves an account by its password and starts a session in the organisation used last, else in the one joined first.
 *
 * Throws `AppError` INVALID_CREDENTIALS for an unknown address, a wrong password, a suspended account and an account
 * without an active membership: the same answer after the same work (ASVS 5.0 6.3.8). TOO_MANY_ATTEMPTS, before
 * anything is looked up, once the address has failed too often. UNAVAILABLE when more sign-ins wait than the hashing
 * semaphore admits. Each failure is counted for the audit log of the organisations concerned.
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

type Found = { readonly id: string; readonly stored: PasswordHash | null };

/** Null when nothing is proven. */
async function prove(
  auth: Auth,
  realm: Realm,
  found: Found | null,
  { email, password }: { readonly email: string; readonly password: string },
  origin: RequestOrigin,
): Promise<SessionTokens | null> {
  let current = found;
  for (let left = MOST_PROOFS; left > 0; left -= 1) {
    const stored = current === null ? null : current.stored;
    // No connection is held while the password is hashed.
    const proven = await auth.passwords.verify(stored, password);
    if (!proven || current === null || stored === null) return null;
    const rehashed = auth.passwords.needsRehash(stored)
      ? await auth.passwords.hash(password)
      : null;
    const proof = { accountId: current.id, stored, rehashed };
    const tokens = await start(auth, realm, proof, origin);
    if (tokens !== null) return tokens;
    current = await findAccount(auth, email, origin);
    if (current?.stored?.phc === stored.phc) return null;
  }
  return null;
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
        select a.id, p.phc, p.pepper_kid from auth.account a left join auth.password p on p.account_id = a.id
        where a.email_key = ${emailKey(email)}`),
    'read',
  );
  if (row === undefined) return null;
  const { id, phc, pepper_kid: pepperKid } = ZAccountRow.parse(row);
  return { id, stored: phc === null || pepperKid === null ? null : { phc, pepperKid } };
}

interface Proof {
  readonly accountId: string;
  /** What was verified: a password changed since is not proven. */
  readonly stored: PasswordHash;
  readonly rehashed: PasswordHash | null;
}

/** Null when nothing may start: the account or membership is not active, or the password is no longer the proven one. */
async function start(
  auth: Auth,
  realm: Realm,
  proof: Proof,
  origin: RequestOrigin,
): Promise<SessionTokens | null> {
  const now = auth.now();
  const context = authContext(origin, 'session.started', { account: proof.accountId });
  return withTenant(auth.db, context, async (tx) => {
    const [row] = await tx.execute(startStatement(realm, proof, origin, now));
    if (row === undefined) return null;
    if (proof.rehashed !== null) {
      await tx.execute(sql`
        update auth.password set phc = ${proof.rehashed.phc}, pepper_kid = ${proof.rehashed.pepperKid}
        where account_id = ${proof.accountId} and phc = ${proof.stored.phc}`);
    }
    const session = ZTokenRow.parse(row);
    await tx.execute(newDeviceNotice(realm, session.session_id, now));
    return tokensOf(realm, session, now);
  });
}

/** A device counts as known for so long after a session on it began. */
const KNOWN_DEVICE_MS = 90 * 86_400_000;

/** A letter to the person when nothing like this device was used lately, and something else was before. */
function newDeviceNotice(realm: Realm, sessionId: string, now: number) {
  return sql`
    insert into auth.outbox (id, account_id, topic, session_id)
    select ${newId()}::uuid, s.account_id, 'session.new_device', s.id from auth.session s
    where s.id = ${sessionId}
      and exists (
        select from auth.session before where before.account_id = s.account_id and before.realm = ${realm.name} and before.id <> s.id)
      and not exists (
        select from auth.session known where known.account_id = s.account_id and known.realm = ${realm.name} and known.id <> s.id
          and known.device_label is not distinct from s.device_label and known.created_at > ${at(now - KNOWN_DEVICE_MS)})`;
}

function startStatement(realm: Realm, proof: Proof, origin: RequestOrigin, now: number) {
  const started = insertSession(
    realm,
    {
      id: newId(),
      source: sql`chosen source`,
      absoluteExpiresAt: at(now + realm.absoluteTtlSeconds * 1000),
      authTime: at(now),
      amr: sql`array['pwd']`,
      aal: sql`1`,
    },
    origin,
    now,
  );
  return sql`
    with chosen as materialized (
      select m.account_id, m.org_id, m.epoch, o.slug, o.cell
      from auth.account a
      join auth.password p on p.account_id = a.id and p.phc = ${proof.stored.phc}
      join public.membership m on m.account_id = a.id and m.status = 'active'
      join public.org o on o.org_id = m.org_id
      left join lateral (
        select max(u.last_rotated_at) as used_at from auth.session u
        where u.account_id = a.id and u.org_id = m.org_id and u.realm = ${realm.name}
      ) used on true
      where a.id = ${proof.accountId} and a.status = 'active'
      order by used.used_at desc nulls last, m.created_at, m.org_id
      limit 1
    ), s as (${started})
    select ${TOKEN_COLUMNS} from s join chosen m on true join chosen o on true`;
}
