/** The insertion shared by sign-in and organisation switch. */
import { sql, type SQL } from 'drizzle-orm';
import type { RequestOrigin } from './auth.ts';
import { deviceLabel } from './device-label.ts';
import type { Realm } from './realms.ts';
import { at } from './session-row.ts';

const USER_AGENT_CHARACTERS = 300;

/** What is kept of where a session was begun from: the columns `ip, user_agent, device_label`. */
export const originValues = ({ ip, userAgent }: RequestOrigin): SQL =>
  sql`${ip}::text, ${userAgent?.slice(0, USER_AGENT_CHARACTERS) ?? null}::text, ${deviceLabel(userAgent)}::text`;

/** What a new session takes from elsewhere, as SQL over the rows of `source`. */
export interface NewSession {
  readonly id: string;
  /** The `from` clause; provides `account_id`, `org_id`, `cell` as `source.…`. */
  readonly source: SQL;
  readonly absoluteExpiresAt: SQL;
  readonly authTime: SQL;
  readonly amr: SQL;
  readonly aal: SQL;
}

/** An `insert … returning *` of one session with counter 0, or of none when the source has no row. */
export function insertSession(
  realm: Realm,
  fresh: NewSession,
  origin: RequestOrigin,
  now: number,
): SQL {
  const idleEnd = at(now + realm.idleTtlSeconds * 1000);
  return sql`
    insert into auth.session (id, realm, account_id, org_id, cell, counter, created_at, last_rotated_at,
      idle_expires_at, absolute_expires_at, auth_time, amr, aal, ip, user_agent, device_label)
    select ${fresh.id}, ${realm.name}, source.account_id, source.org_id, source.cell, 0, ${at(now)}, ${at(now)},
      least(${idleEnd}, ${fresh.absoluteExpiresAt}), ${fresh.absoluteExpiresAt}, ${fresh.authTime}, ${fresh.amr},
      ${fresh.aal}, ${originValues(origin)}
    from ${fresh.source}
    returning *`;
}
