/** The second half of a guest's sign-in: the six digits of the letter. */
import { AppError } from '@toster/contracts/errors';
import { newId } from '@toster/contracts/ids';
import { guestCodeDigests } from '@toster/crypto/guest-code';
import { withTenant } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { authContext, type Auth, type RequestOrigin } from '../auth.ts';
import { countFailedGuest } from '../count-failed-sign-in.ts';
import { attempt } from '../limits/attempt.ts';
import { guestCodeGates } from '../limits/attempt-gates.ts';
import { at, TOKEN_COLUMNS, tokensOf, ZTokenRow, type SessionTokens } from '../session-row.ts';
import { originValues } from '../start-session.ts';
import { readGuestChallenge } from './challenge.ts';

/**
 * Takes the digits of a letter and begins a session of the guest it went to. They are good for ten minutes and once, with
 * the challenge of the browser that asked, and every other letter to the guest is over with them.
 *
 * Throws `AppError` CODE_WRONG, for a challenge that names nothing too; TOO_MANY_ATTEMPTS before anything is looked up.
 * Wrong digits count for the address and for the challenge: nobody's mistakes keep another browser out. Each is counted
 * for the audit log of the restaurant that was asked.
 */
export async function enterGuestCode(
  auth: Auth,
  input: { readonly challenge: string; readonly code: string },
  origin: RequestOrigin,
): Promise<SessionTokens> {
  const { keys, log } = auth.attempts;
  const gates = guestCodeGates(keys, input.challenge, origin.ip);
  const entered = await attempt(log, gates, async () => {
    const tokens = await take(auth, input, origin);
    return tokens === null ? { ok: false, failure: null } : { ok: true, value: tokens };
  });
  if (entered.ok) return entered.value;
  await countFailedGuest(auth, readGuestChallenge(input.challenge), origin);
  throw new AppError('CODE_WRONG');
}

/** Code and session are one statement: a code is not used up for nothing, and never twice. */
async function take(
  auth: Auth,
  { challenge, code }: { readonly challenge: string; readonly code: string },
  origin: RequestOrigin,
): Promise<SessionTokens | null> {
  const named = readGuestChallenge(challenge);
  if (named === null) return null;
  const { orgId: org, codeId } = named;
  const realm = auth.realms.customer;
  const now = auth.now();
  const absoluteEnd = now + realm.absoluteTtlSeconds * 1000;
  const idleEnd = Math.min(now + realm.idleTtlSeconds * 1000, absoluteEnd);
  const digests = sql.param([...guestCodeDigests(auth.db.keys, codeId, code)]);
  const sessionId = newId();
  const context = authContext(origin, 'guest.signed_in', { org, session: sessionId });
  return withTenant(auth.db, context, async (tx) => {
    const [row] = await tx.execute(sql`
      with taken as (
        update auth.guest_code c set used_at = ${at(now)}
        where c.org_id = ${org} and c.id = ${codeId} and c.code_digests && ${digests}::text[]
          and c.used_at is null and c.expires_at > ${at(now)}
        returning c.org_id, c.customer_id, c.email_key
      ), overtaken as (
        update auth.guest_code c set used_at = ${at(now)} from taken t
        where c.org_id = t.org_id and c.customer_id = t.customer_id and c.id <> ${codeId} and c.used_at is null
      ), begun as (
        insert into auth.guest_session (org_id, customer_id, id, email_key, cell, created_at, last_rotated_at, idle_expires_at,
          absolute_expires_at, auth_time, amr, aal, ip, user_agent, device_label)
        select t.org_id, t.customer_id, ${sessionId}, t.email_key, g.cell, ${at(now)}, ${at(now)}, ${at(idleEnd)}, ${at(absoluteEnd)},
          ${at(now)}, array['otp'], 1, ${originValues(origin)}
        from taken t cross join lateral app.guest_standing(t.org_id, t.customer_id, t.email_key) g
        where g.entitled
        returning *
      )
      select ${TOKEN_COLUMNS}
      from (select b.*, b.customer_id as account_id from begun b) s
      cross join lateral (
        select s.org_id, g.slug, g.cell from app.guest_standing(s.org_id, s.customer_id, s.email_key) g) o
      cross join (select 0 as epoch) m`);
    return row === undefined ? null : tokensOf(realm, ZTokenRow.parse(row), now);
  });
}
