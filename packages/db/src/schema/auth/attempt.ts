import { boolean, index, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';
import { authSchema } from './schema.ts';

/**
 * The exact log of attempts to prove something: a password, a code. An attempt stands under every key it counts for,
 * from before it is verified; one that succeeds is taken out again. Written by app.reserve_attempt and its like only.
 */
export const attempt = authSchema.table(
  'attempt',
  {
    /** Keyed hash of what is counted: an address, an account's name, both. One key has one window. */
    key: text('key').notNull(),
    id: uuid('id').notNull(),
    at: instant('at').notNull(),
    /** False while it is being verified. */
    failed: boolean('failed').notNull().default(false),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.key, t.id] }),
    // serves: the sweep of attempts whose window has passed
    index('attempt_expiry_idx').on(t.expiresAt),
  ],
);
