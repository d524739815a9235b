/** Setting a second factor up and turning it off. That the caller has just proven who they are is the caller's duty. */
import { AppError } from '@toster/contracts/errors';
import type { EventName } from '@toster/contracts/events';
import { newId } from '@toster/contracts/ids';
import { seal, unseal } from '@toster/crypto/seal';
import { type Tx, withTenant } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { authContext, type Auth, type RequestOrigin } from '../auth.ts';
import { attempt } from '../limits/attempt.ts';
import { proofGates } from '../limits/attempt-gates.ts';
import { at } from '../session-row.ts';
import { guards } from './guarded.ts';
import { hashOf, newRecoveryCodes } from './recovery-codes.ts';
import { keyUri, newSecret, stepFor } from './totp.ts';
import { TOTP_PURPOSE } from './use-code.ts';

/** Whose factor, in which of their sessions. */
export interface Person {
  readonly accountId: string;
  readonly sessionId: string;
}

/** How an account stands. */
export interface FactorState {
  /** Since when a code is asked for; null: it is not. Epoch milliseconds. */
  readonly since: number | null;
  /** Recovery codes that are still good. */
  readonly codesLeft: number;
  /** When it is turned off because somebody with the password and the mail wants it so; null: not. Epoch milliseconds. */
  readonly resetDueAt: number | null;
}

const ZState = z.object({
  since: z.number().nullable(),
  codes_left: z.int(),
  reset_due_at: z.number().nullable(),
});
const ZBegun = z.object({ email: z.string() });
const ZSealed = z.object({ sealed: z.string() });

/** Whether a code is asked for, and how many are left on paper. */
export async function readFactor(
  auth: Auth,
  { accountId }: Person,
  origin: RequestOrigin,
): Promise<FactorState> {
  const [row] = await withTenant(
    auth.db,
    authContext(origin, 'session.started', { account: accountId }),
    async (tx) =>
      tx.execute(sql`
        select extract(epoch from f.confirmed_at)::float8 * 1000 as since,
          extract(epoch from f.reset_due_at)::float8 * 1000 as reset_due_at,
          (select count(*)::int from auth.recovery_code c where c.account_id = ${accountId} and c.used_at is null) as codes_left
        from (values (1)) one left join auth.factor f on f.account_id = ${accountId} and ${guards(auth.now())}`),
    'read',
  );
  const { since, codes_left: codesLeft, reset_due_at: resetDueAt } = ZState.parse(row);
  return { since, codesLeft, resetDueAt };
}

/**
 * Makes a secret for an app to take. It counts from `confirmFactor` on; until then another one may be made in its place.
 * Throws `AppError` CONFLICT when a factor is set up already.
 */
export async function beginFactor(
  auth: Auth,
  person: Person,
  origin: RequestOrigin,
): Promise<{ readonly secret: string; readonly uri: string }> {
  const { accountId } = person;
  const secret = newSecret();
  const sealed = seal(auth.pepper, TOTP_PURPOSE, accountId, secret);
  return withTenant(auth.db, contextOf(person, 'factor.begun', origin), async (tx) => {
    const [row] = await tx.execute(sql`
      with begun as (
        insert into auth.factor as f (account_id, sealed, pepper_kid, created_at)
        values (${accountId}, ${sealed}, ${auth.pepper.signing.kid}, ${at(auth.now())})
        on conflict (account_id) do update set sealed = excluded.sealed, pepper_kid = excluded.pepper_kid
           , confirmed_at = null, reset_due_at = null, last_step = 0
         where not ${guards(auth.now())}
        returning f.account_id
      )
      select a.email from begun join auth.account a on a.id = begun.account_id`);
    if (row === undefined) throw new AppError('CONFLICT');
    return { secret, uri: keyUri(secret, ZBegun.parse(row).email) };
  });
}

/**
 * Takes the first code of the app; from now on one is asked for. Answers with ten recovery codes, which are told this
 * once. Throws `AppError` CODE_WRONG, TOO_MANY_ATTEMPTS.
 */
export async function confirmFactor(
  auth: Auth,
  person: Person,
  code: string,
  origin: RequestOrigin,
): Promise<readonly string[]> {
  const { accountId, sessionId } = person;
  const gates = proofGates(auth.attempts.keys, accountId, sessionId);
  const verified = await attempt(auth.attempts.log, gates, () =>
    withTenant(auth.db, contextOf(person, 'factor.enrolled', origin), async (tx) => {
      const [row] = await tx.execute(
        sql`select sealed from auth.factor where account_id = ${accountId} and confirmed_at is null`,
      );
      if (row === undefined) return { ok: false, failure: null } as const;
      const secret = unseal(auth.pepper, TOTP_PURPOSE, accountId, ZSealed.parse(row).sealed);
      const step = secret === null ? null : stepFor(secret, code, auth.now());
      if (step === null) return { ok: false, failure: null } as const;
      const [confirmed] = await tx.execute(sql`
        update auth.factor set confirmed_at = ${at(auth.now())}, last_step = ${step}
        where account_id = ${accountId} and confirmed_at is null returning account_id`);
      if (confirmed === undefined) return { ok: false, failure: null } as const;
      // The present session has proven both.
      await tx.execute(
        sql`update auth.session set aal = 2, amr = array['pwd', 'otp'] where id = ${sessionId}`,
      );
      const codes = await replaceCodes(auth, tx, accountId);
      await tell(tx, person, 'factor.enrolled');
      return { ok: true, value: codes } as const;
    }),
  );
  if (verified.ok) return verified.value;
  throw new AppError('CODE_WRONG');
}

/** Ten new recovery codes in place of those there are. Throws `AppError` CONFLICT when no factor is set up. */
export function renewCodes(
  auth: Auth,
  person: Person,
  origin: RequestOrigin,
): Promise<readonly string[]> {
  return withTenant(auth.db, contextOf(person, 'factor.codes_renewed', origin), async (tx) => {
    const [row] = await tx.execute(
      sql`select 1 from auth.factor where account_id = ${person.accountId} and confirmed_at is not null for update`,
    );
    if (row === undefined) throw new AppError('CONFLICT');
    const codes = await replaceCodes(auth, tx, person.accountId);
    await tell(tx, person, 'factor.codes_renewed');
    return codes;
  });
}

/** No code is asked for any more, and no session counts as proven by one. Nothing happens where none is. */
export async function removeFactor(
  auth: Auth,
  person: Person,
  origin: RequestOrigin,
): Promise<void> {
  await withTenant(auth.db, contextOf(person, 'factor.removed', origin), async (tx) => {
    await tx.execute(sql`delete from auth.recovery_code where account_id = ${person.accountId}`);
    // What a code has proven is worth nothing once anybody could have set the next one up.
    await tx.execute(sql`
      update auth.session set aal = 1, amr = array['pwd']
      where account_id = ${person.accountId} and aal > 1 and revoked_at is null`);
    const [gone] = await tx.execute(
      sql`delete from auth.factor where account_id = ${person.accountId} returning confirmed_at is not null as counted`,
    );
    if (gone?.['counted'] === true) await tell(tx, person, 'factor.removed');
  });
}

async function replaceCodes(auth: Auth, tx: Tx, accountId: string): Promise<readonly string[]> {
  const codes = newRecoveryCodes();
  const kept = codes.map((code) => hashOf(auth.pepper, accountId, code));
  const hashes = sql.param(kept.map(({ hash }) => hash));
  await tx.execute(sql`delete from auth.recovery_code where account_id = ${accountId}`);
  await tx.execute(sql`
    insert into auth.recovery_code (account_id, position, code_hash, pepper_kid, created_at)
    select ${accountId}::uuid, position, hash, ${auth.pepper.signing.kid}, ${at(auth.now())}
    from unnest(${hashes}::text[]) with ordinality as made (hash, position)`);
  return codes;
}

async function tell(
  tx: Tx,
  { accountId, sessionId }: Person,
  topic: 'factor.enrolled' | 'factor.removed' | 'factor.codes_renewed',
): Promise<void> {
  await tx.execute(sql`
    insert into auth.outbox (id, account_id, topic, session_id)
    values (${newId()}, ${accountId}, ${topic}, ${sessionId})`);
}

function contextOf({ accountId, sessionId }: Person, action: EventName, origin: RequestOrigin) {
  return authContext(origin, action, { account: accountId, session: sessionId });
}
