import { bigint, integer, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { authSchema } from './schema.ts';

/**
 * How much of a quota an organisation has used in this counting window and the one before, and how far its owner has
 * been told. Written by app.spend_quota and app.note_quota only.
 */
export const quota = authSchema.table(
  'quota',
  {
    orgId: uuid('org_id').notNull(),
    policy: text('policy').notNull(),
    /** Number of the window since 1970. */
    windowNo: bigint('window_no', { mode: 'number' }).notNull(),
    used: bigint('used', { mode: 'number' }).notNull(),
    usedBefore: bigint('used_before', { mode: 'number' }).notNull(),
    /** Highest share, in percent, that was told of in the window `noticed_in`. */
    noticed: integer('noticed').notNull().default(0),
    noticedIn: bigint('noticed_in', { mode: 'number' }).notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.policy] })],
);
