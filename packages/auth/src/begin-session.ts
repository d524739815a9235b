/** The beginning of a session, once somebody has proven who they are. */
import { newId } from '@toster/contracts/ids';
import { type Tx, withTenant } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { authContext, type Auth, type RequestOrigin } from './auth.ts';
import type { PasswordHash } from './password.ts';
import type { Realm } from './realms.ts';
import { at, TOKEN_COLUMNS, tokensOf, ZTokenRow, type SessionTokens } from './session-row.ts';
import { insertSession } from './start-session.ts';
import { storeAnew, type StoredPassword } from './stored-password.ts';

/** What was proven of an account, before a session of it begins. */
export interface Proof {
  readonly accountId: string;
  /** What was verified: a password changed since is not proven. */
  readonly stored: StoredPassword;
  readonly rehashed: PasswordHash | null;
  /** How (RFC 8176), and how much that is worth. */
  readonly amr: readonly string[];
  readonly aal: 1 | 2;
}

/** Null when nothing may start: the account or membership is not active, or the password is no longer the proven one. */
export function beginSession(
  auth: Auth,
  realm: Realm,
  proof: Proof,
  origin: RequestOrigin,
): Promise<SessionTokens | null> {
  const context = authContext(origin, 'session.started', { account: proof.accountId });
  return withTenant(auth.db, context, (tx) => beginSessionIn(auth, tx, realm, proof, origin));
}

/** The same in a transaction of the caller's, whose context names the account. */
export async function beginSessionIn(
  auth: Auth,
  tx: Tx,
  realm: Realm,
  proof: Proof,
  origin: RequestOrigin,
): Promise<SessionTokens | null> {
  const now = auth.now();
  const [row] = await tx.execute(startStatement(realm, proof, origin, now));
  if (row === undefined) return null;
  if (proof.rehashed !== null) await storeAnew(tx, proof.accountId, proof.stored, proof.rehashed);
  const session = ZTokenRow.parse(row);
  await tx.execute(newDeviceNotice(realm, session.session_id, now));
  return tokensOf(realm, session, now);
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
      amr: sql`${sql.param([...proof.amr])}::text[]`,
      aal: sql`${proof.aal}::smallint`,
    },
    origin,
    now,
  );
  return sql`
    with chosen as materialized (
      select m.account_id, m.org_id, m.epoch, o.slug, o.cell
      from auth.account a
      join auth.password p on p.account_id = a.id and p.version = ${proof.stored.version}
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
