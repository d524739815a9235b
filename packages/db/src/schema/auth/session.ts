import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant, oneOf } from '../columns.ts';
import { account } from './account.ts';
import { authSchema } from './schema.ts';

/**
 * A refresh family of people with an account; guests have theirs in `guest_session`. The token of the day is derived from (secret, id, counter), so nothing that
 * could be replayed is stored. Rotation and revocation touch this one row and cannot race.
 */
export const session = authSchema.table(
  'session',
  {
    id: uuid('id').notNull(),
    realm: oneOf('realm', ['staff', 'platform']).notNull(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => account.id),
    orgId: uuid('org_id'),
    cell: text('cell').notNull(),
    counter: integer('counter').notNull().default(0),
    createdAt: createdAt(),
    lastRotatedAt: instant('last_rotated_at').notNull().defaultNow(),
    idleExpiresAt: instant('idle_expires_at').notNull(),
    absoluteExpiresAt: instant('absolute_expires_at').notNull(),
    revokedAt: instant('revoked_at'),
    revokeReason: text('revoke_reason'),
    /** When the person last proved who they are; step-up moves it. */
    authTime: instant('auth_time').notNull(),
    amr: text('amr').array().notNull(),
    aal: smallint('aal').notNull(),
    ip: text('ip'),
    userAgent: text('user_agent'),
    deviceLabel: text('device_label'),
  },
  (t) => [
    primaryKey({ columns: [t.id] }),
    // serves: the list of a person's own sessions, and ending them all
    index('session_account_idx').on(t.accountId, t.createdAt),
    check('session_realm_known', sql`${t.realm} in ('staff', 'platform')`),
  ],
);
