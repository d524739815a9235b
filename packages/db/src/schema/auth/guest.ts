import { foreignKey, index, integer, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant, orgId } from '../columns.ts';
import { customer } from '../customer.ts';
import { org } from '../org.ts';
import { authSchema } from './schema.ts';

const guestKeys = () => ({ orgId: orgId(), customerId: uuid('customer_id').notNull(), id: id() });

/**
 * A letter with six digits that prove whoever types them reads a guest's mail. Its id is that of its outbox row, and
 * known besides only to the browser that asked.
 */
export const guestCode = authSchema.table(
  'guest_code',
  {
    ...guestKeys(),
    /** The address it goes to, as it was when it was asked for. */
    emailKey: text('email_key').notNull(),
    /** In which the page was read, so that the letter is. */
    language: text('language').notNull(),
    /** `<key id>.<HMAC>` of the digits, which nothing else knows; more than one where the letter was written again. */
    codeDigests: text('code_digests').array().notNull().default([]),
    createdAt: createdAt(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.customerId, t.id] }),
    // serves: the code a browser asked for
    index('guest_code_id_idx').on(t.id),
    foreignKey({ columns: [t.orgId], foreignColumns: [org.orgId] }),
    foreignKey({ columns: [t.orgId, t.customerId], foreignColumns: [customer.orgId, customer.id] }),
  ],
);

/**
 * A refresh family of a guest, who belongs to one organisation and to no account. Good while the guest's address is the
 * one that was proven.
 */
export const guestSession = authSchema.table(
  'guest_session',
  {
    ...guestKeys(),
    emailKey: text('email_key').notNull(),
    cell: text('cell').notNull(),
    counter: integer('counter').notNull().default(0),
    createdAt: createdAt(),
    lastRotatedAt: instant('last_rotated_at').notNull().defaultNow(),
    idleExpiresAt: instant('idle_expires_at').notNull(),
    absoluteExpiresAt: instant('absolute_expires_at').notNull(),
    revokedAt: instant('revoked_at'),
    revokeReason: text('revoke_reason'),
    authTime: instant('auth_time').notNull(),
    amr: text('amr').array().notNull(),
    aal: smallint('aal').notNull(),
    ip: text('ip'),
    userAgent: text('user_agent'),
    deviceLabel: text('device_label'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.customerId, t.id] }),
    // serves: the session a refresh token names
    index('guest_session_id_idx').on(t.id),
    foreignKey({ columns: [t.orgId], foreignColumns: [org.orgId] }),
    foreignKey({ columns: [t.orgId, t.customerId], foreignColumns: [customer.orgId, customer.id] }),
  ],
);
