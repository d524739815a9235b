/** A person's own sessions. */
import { withTenant } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { authContext, type Auth, type RequestOrigin } from './auth.ts';
import { type Device, deviceOf } from './device-label.ts';
import type { RealmName } from './realms.ts';
import { alive, milliseconds } from './session-row.ts';

const ZRow = z.object({
  id: z.string(),
  org_id: z.string().nullable(),
  created_at: z.number(),
  last_rotated_at: z.number(),
  idle_expires_at: z.number(),
  aal: z.number(),
  ip: z.string().nullable(),
  user_agent: z.string().nullable(),
});

/** One living session. Times are epoch milliseconds. */
export interface SessionSummary {
  readonly id: string;
  readonly orgId: string | null;
  readonly current: boolean;
  readonly createdAt: number;
  readonly lastUsedAt: number;
  readonly expiresAt: number;
  readonly aal: number;
  /** The address it was signed in from. */
  readonly ip: string | null;
  readonly device: Device | null;
}

/** The living sessions of an account in that realm, newest first. */
export async function listSessions(
  auth: Auth,
  realmName: RealmName,
  caller: { readonly accountId: string; readonly sessionId: string },
  origin: RequestOrigin,
): Promise<readonly SessionSummary[]> {
  const rows = await withTenant(
    auth.db,
    authContext(origin, 'session.started', { account: caller.accountId }),
    async (tx) =>
      tx.execute(sql`
        select s.id, s.org_id, ${milliseconds(sql`s.created_at`)} as created_at,
          ${milliseconds(sql`s.last_rotated_at`)} as last_rotated_at,
          ${milliseconds(sql`s.idle_expires_at`)} as idle_expires_at, s.aal, s.ip, s.user_agent
        from auth.session s
        where s.account_id = ${caller.accountId} and s.realm = ${realmName} and ${alive(auth.now())}
        order by s.created_at desc, s.id desc
        limit 200`),
    'read',
  );
  return z
    .array(ZRow)
    .parse([...rows])
    .map((row) => ({
      id: row.id,
      orgId: row.org_id,
      current: row.id === caller.sessionId,
      createdAt: row.created_at,
      lastUsedAt: row.last_rotated_at,
      expiresAt: row.idle_expires_at,
      aal: row.aal,
      ip: row.ip,
      device: deviceOf(row.user_agent),
    }));
}
