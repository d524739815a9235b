import { sql } from 'drizzle-orm';
import { check, integer, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant, oneOf } from '../columns.ts';
import { authSchema } from './schema.ts';

/** A person who signs in. Belongs to no organisation; memberships tie it to them. */
export const account = authSchema.table(
  'account',
  {
    id: uuid('id').notNull(),
    email: text('email').notNull(),
    /** Normalised for look-up: trimmed, lower-cased, NFC. */
    emailKey: text('email_key').notNull(),
    status: oneOf('status', ['active', 'suspended']).notNull().default('active'),
    createdAt: createdAt(),
    /** When somebody last followed a link that was sent to the address. */
    addressProvenAt: instant('address_proven_at'),
  },
  (t) => [
    primaryKey({ columns: [t.id] }),
    // serves: sign-in by e-mail
    uniqueIndex('account_email_key').on(t.emailKey),
    check('account_status_known', sql`${t.status} in ('active', 'suspended')`),
  ],
);

/** The password of an account: an argon2id PHC string over the peppered password, never the password. */
export const password = authSchema.table(
  'password',
  {
    accountId: uuid('account_id')
      .notNull()
      .references(() => account.id),
    phc: text('phc').notNull(),
    pepperKid: text('pepper_kid').notNull(),
    /** Counts the passwords of the account; storing the same one anew leaves it. */
    version: integer('version').notNull().default(1),
    changedAt: instant('changed_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.accountId] })],
);

/** The account's outbox: mail that belongs to a person, not to an organisation. Ids only. */
export const accountOutbox = authSchema.table(
  'outbox',
  {
    id: uuid('id').notNull(),
    accountId: uuid('account_id').notNull(),
    topic: text('topic').notNull(),
    sessionId: uuid('session_id'),
    createdAt: createdAt(),
    relayedAt: instant('relayed_at'),
  },
  (t) => [primaryKey({ columns: [t.id] })],
);
