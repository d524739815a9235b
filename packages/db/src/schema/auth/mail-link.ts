import { sql } from 'drizzle-orm';
import { check, index, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant, oneOf } from '../columns.ts';
import { account } from './account.ts';
import { authSchema } from './schema.ts';

const PURPOSES = ['password_reset', 'factor_reset', 'address_proof'] as const;

/** A letter with a link that proves whoever follows it reads the account's mail. Its id is that of its outbox row. */
export const mailLink = authSchema.table(
  'mail_link',
  {
    id: uuid('id').notNull(),
    accountId: uuid('account_id')
      .notNull()
      .references(() => account.id),
    purpose: oneOf('purpose', PURPOSES).notNull(),
    /**
     * Of the token in the letter, which nothing else knows; none until it is written, more than one where nobody knew
     * whether it was sent and it was written again.
     */
    tokenDigests: text('token_digests').array().notNull().default([]),
    createdAt: createdAt(),
    expiresAt: instant('expires_at').notNull(),
    /** Followed, or overtaken by one that was. */
    usedAt: instant('used_at'),
  },
  (t) => [
    primaryKey({ columns: [t.id] }),
    // serves: the links that end with one that is followed
    index('mail_link_account_idx').on(t.accountId, t.purpose),
    check(
      'mail_link_purpose_known',
      sql`${t.purpose} in ('password_reset', 'factor_reset', 'address_proof')`,
    ),
  ],
);
