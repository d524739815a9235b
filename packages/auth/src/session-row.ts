/** How sessions are read from and written to PostgreSQL. */
import { deriveRefreshToken } from '@toster/crypto/refresh-token';
import { sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { mintAccessToken, type AccessSubject } from './access-token.ts';
import type { CookieTokens } from './cookies.ts';
import type { Realm } from './realms.ts';

/** Epoch milliseconds as a bind parameter. */
export function at(milliseconds: number): SQL {
  return sql`${new Date(milliseconds).toISOString()}::timestamptz`;
}

/** A timestamp column as epoch milliseconds, exact, whatever parsers the driver has. */
export function milliseconds(column: SQL): SQL {
  return sql`(extract(epoch from ${column}) * 1000)::float8`;
}

/** The columns every statement that answers with tokens selects: session `s`, membership `m`, organisation `o`. */
export const TOKEN_COLUMNS = sql`
  s.id as session_id, s.account_id, s.counter, s.aal, array_to_string(s.amr, ',') as amr,
  ${milliseconds(sql`s.auth_time`)} as auth_time, ${milliseconds(sql`s.idle_expires_at`)} as idle_expires_at,
  o.org_id, o.slug as org_slug, o.cell, m.epoch`;

/** The row `TOKEN_COLUMNS` selects. */
export const ZTokenRow = z.object({
  session_id: z.string(),
  account_id: z.string(),
  counter: z.number(),
  aal: z.number(),
  amr: z.string().transform((text) => text.split(',')),
  auth_time: z.number(),
  idle_expires_at: z.number(),
  org_id: z.string(),
  org_slug: z.string(),
  cell: z.string(),
  epoch: z.number(),
});
export type TokenRow = z.infer<typeof ZTokenRow>;

/** Both tokens of a session and what the browser may know about it. Times are epoch milliseconds. */
export interface SessionTokens extends CookieTokens {
  readonly sessionId: string;
  readonly accountId: string;
  readonly orgId: string;
  readonly orgSlug: string;
}

/** What an access token says about the session of that row. */
export function subjectOf(row: TokenRow): AccessSubject {
  return {
    sub: row.account_id,
    sid: row.session_id,
    org: row.org_id,
    cell: row.cell,
    epoch: row.epoch,
    aal: row.aal,
    auth_time: Math.floor(row.auth_time / 1000),
    amr: row.amr,
  };
}

/**
 * The tokens of a session as it stands in that row: a fresh access token and the one refresh token of its counter.
 * Called before the commit, so that a failure here leaves the session as it was.
 */
export async function tokensOf(realm: Realm, row: TokenRow, now: number): Promise<SessionTokens> {
  const access = await mintAccessToken(realm, subjectOf(row), now);
  const refreshToken = deriveRefreshToken(realm.refreshKeys, {
    realm: realm.name,
    sessionId: row.session_id,
    counter: row.counter,
  });
  return {
    accessToken: access.token,
    accessExpiresAt: access.expiresAt,
    refreshToken,
    refreshExpiresAt: row.idle_expires_at,
    sessionId: row.session_id,
    accountId: row.account_id,
    orgId: row.org_id,
    orgSlug: row.org_slug,
  };
}

/** The condition under which session `s` is alive at that time. */
export function alive(now: number): SQL {
  return sql`s.revoked_at is null and ${at(now)} < s.idle_expires_at and ${at(now)} < s.absolute_expires_at`;
}
