/**
 * Refresh rotation: one compare-and-swap on the session's row, with a successor that is derived instead of stored.
 * RFC 9700 §4.14.2; docs/adr/0003-refresh-rotation.md.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@toster/contracts/errors';
import { parseRefreshToken, type RefreshTokenClaims } from '@toster/crypto/refresh-token';
import { withTenant } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { authContext, type Auth, type RequestOrigin } from './auth.ts';
import type { Realm, RealmName } from './realms.ts';
import { judge, type Verdict } from './rotation-rules.ts';
import {
  alive,
  at,
  milliseconds,
  TOKEN_COLUMNS,
  tokensOf,
  ZTokenRow,
  type SessionTokens,
} from './session-row.ts';
import { SESSION_TABLES } from './session-tables.ts';

const LOCK_WAIT_MS = 5_000;
/** A rotation holds the row for a few milliseconds; a row held longer is asked for less and less often. */
const FIRST_PAUSE_MS = 15;
const LONGEST_PAUSE_MS = 400;

/** `clearsCookies`: only a definitive end takes the cookies; a slow loser must not take the winner's. */
export type Rotation =
  | { readonly ok: true; readonly cause: 'rotated' | 'concurrent'; readonly tokens: SessionTokens }
  | {
      readonly ok: false;
      readonly cause: 'invalid' | Exclude<Verdict, 'rotate' | 'concurrent'>;
      readonly error: AppError;
      readonly clearsCookies: boolean;
    };

/** The text is all a refresh consists of: no scope, no organisation, nothing a stale token could widen. */
export const ZRefreshInput = z.strictObject({ refreshToken: z.string().max(256) });

const ZSeen = ZTokenRow.extend({
  last_rotated_at: z.number(),
  absolute_expires_at: z.number(),
  revoked: z.boolean(),
  revoke_reason: z.string().nullable(),
  entitled: z.boolean(),
  rotated: z.boolean(),
});

/**
 * Exchanges a refresh token for its successor and a fresh access token. However many requests present the same token
 * within the grace period, the counter moves once and all receive the same successor.
 *
 * Throws `AppError` INVALID_INPUT for anything but a token, CONFLICT when the row stays locked for five seconds; no
 * connection is held while waiting. Every other refusal is an answer, see `Rotation`.
 */
export async function rotateSession(
  auth: Auth,
  realmName: RealmName,
  input: z.input<typeof ZRefreshInput>,
  origin: RequestOrigin,
  options: { readonly lockWaitMs?: number } = {},
): Promise<Rotation> {
  const parsed = ZRefreshInput.safeParse(input);
  if (!parsed.success) throw new AppError('INVALID_INPUT');
  const realm = auth.realms[realmName];
  const claims = parseRefreshToken(realm.refreshKeys, realm.name, parsed.data.refreshToken);
  if (claims === null) return refusal('invalid');

  // Elapsed time of this process, not the injected clock: how long a caller waits is no property of the session.
  const deadline = performance.now() + (options.lockWaitMs ?? LOCK_WAIT_MS);
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    const outcome = await attempt(auth, realm, claims, origin);
    if (outcome !== 'locked') return outcome;
    if (performance.now() >= deadline) throw new AppError('CONFLICT');
    await sleep(pauseMs * (0.5 + Math.random()));
  }
}

async function attempt(
  auth: Auth,
  realm: Realm,
  claims: RefreshTokenClaims,
  origin: RequestOrigin,
): Promise<Rotation | 'locked'> {
  const now = auth.now();
  const seen = await withTenant(
    auth.db,
    authContext(origin, 'session.rotated', { session: claims.sessionId }),
    async (tx) => {
      const [row] = await tx.execute(swap(realm, claims, now));
      if (row?.['session_id'] === null) return row['known'] === true ? 'locked' : 'unknown';
      const session = ZSeen.parse(row);
      const verdict = session.rotated ? 'rotate' : judgeRow(session, claims.counter, now, realm);
      const answers = verdict === 'rotate' || verdict === 'concurrent';
      return {
        verdict,
        tokens: answers ? await tokensOf(realm, session, now) : null,
        held: { holder: session.account_id, orgId: session.org_id },
      };
    },
  );
  if (seen === 'locked') return 'locked';
  if (seen === 'unknown') return refusal('invalid');
  const { verdict, tokens, held } = seen;
  if (tokens !== null)
    return { ok: true, cause: verdict === 'rotate' ? 'rotated' : 'concurrent', tokens };
  if (verdict === 'reuse' || verdict === 'unentitled')
    await endFamily(auth, realm, claims, held, verdict, now, origin);
  return refusal(verdict === 'rotate' || verdict === 'concurrent' ? 'invalid' : verdict);
}

function judgeRow(
  session: z.infer<typeof ZSeen>,
  counter: number,
  now: number,
  realm: Realm,
): Verdict {
  const verdict = judge(
    {
      counter: session.counter,
      lastRotatedAt: session.last_rotated_at,
      idleExpiresAt: session.idle_expires_at,
      absoluteExpiresAt: session.absolute_expires_at,
      revoked: session.revoked,
      revokeReason: session.revoke_reason,
      entitled: session.entitled,
    },
    counter,
    now,
    realm.graceSeconds * 1000,
  );
  if (verdict === 'rotate') throw new Error('the database refused a rotation the rules allow');
  return verdict;
}

/**
 * The compare-and-swap and everything needed to judge a loser, in one statement. The lock reads the newest version of
 * the row, so a loser sees the winner's counter. A row somebody else holds is skipped, not waited for: waiting would
 * keep a connection of the small pool. `known` tells a locked row from one that does not exist.
 */
function swap(realm: Realm, claims: RefreshTokenClaims, now: number) {
  const idleEnd = at(now + realm.idleTtlSeconds * 1000);
  const { table, holder, own, standing } = SESSION_TABLES[realm.name];
  return sql`
    with held as materialized (
      select s.* from ${table} s
      where s.id = ${claims.sessionId} and ${own}
      for no key update skip locked
    ), standing as (${standing}
    ), rotated as (
      update ${table} t
      set counter = t.counter + 1, last_rotated_at = ${at(now)}, idle_expires_at = least(${idleEnd}, t.absolute_expires_at)
      from held s join standing on standing.id = s.id
      where t.id = s.id and standing.entitled and s.counter = ${claims.counter} and ${alive(now)}
      returning t.id, t.counter, t.idle_expires_at
    )
    select known.known, seen.* from (
      select exists (select from ${table} where id = ${claims.sessionId} and ${own}) as known
    ) known left join (
      select ${TOKEN_COLUMNS}, ${milliseconds(sql`s.last_rotated_at`)} as last_rotated_at,
        ${milliseconds(sql`s.absolute_expires_at`)} as absolute_expires_at,
        s.revoked_at is not null as revoked, s.revoke_reason, m.entitled, s.rotated
      from (
        select h.id, h.${holder} as account_id, coalesce(r.counter, h.counter) as counter, h.aal, h.amr, h.auth_time,
          coalesce(r.idle_expires_at, h.idle_expires_at) as idle_expires_at, h.last_rotated_at, h.absolute_expires_at,
          h.revoked_at, h.revoke_reason, r.id is not null as rotated
        from held h left join rotated r on r.id = h.id
      ) s
      join standing m on m.id = s.id
      join standing o on o.id = s.id
    ) seen on true`;
}

/**
 * Ends a family for good. A transaction of its own, because it is another event than a rotation; a rotation in between
 * does not save the family, for the used token stays used.
 */
async function endFamily(
  auth: Auth,
  realm: Realm,
  claims: RefreshTokenClaims,
  held: { readonly holder: string; readonly orgId: string },
  verdict: 'reuse' | 'unentitled',
  now: number,
  origin: RequestOrigin,
): Promise<void> {
  const { table, holder, own, events, about, tellOfReuse } = SESSION_TABLES[realm.name];
  const context = authContext(origin, verdict === 'reuse' ? events.reused : events.revoked, {
    ...about(held),
    session: claims.sessionId,
  });
  const ended = sql`
    update ${table} set revoked_at = ${at(now)}, revoke_reason = ${verdict}
    where id = ${claims.sessionId} and ${own} and revoked_at is null
    returning id, ${holder} as holder, org_id`;
  await withTenant(auth.db, context, (tx) =>
    tx.execute(verdict === 'reuse' ? sql`with ended as (${ended}) ${tellOfReuse}` : ended),
  );
}

function refusal(cause: (Rotation & { ok: false })['cause']): Rotation {
  const error = new AppError(cause === 'superseded' ? 'SESSION_SUPERSEDED' : 'UNAUTHENTICATED');
  return {
    ok: false,
    cause,
    error,
    clearsCookies: cause === 'reuse' || cause === 'ended' || cause === 'unentitled',
  };
}
