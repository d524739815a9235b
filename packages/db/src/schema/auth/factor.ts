import { bigint, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant } from '../columns.ts';
import { account } from './account.ts';
import { authSchema } from './schema.ts';

/** The second factor of an account: an app that makes codes. Asked for from the moment it is confirmed. */
export const factor = authSchema.table(
  'factor',
  {
    accountId: uuid('account_id')
      .notNull()
      .references(() => account.id),
    /** The secret of the codes, sealed; the database alone cannot make one. */
    sealed: text('sealed').notNull(),
    /** Key of the pepper ring that sealed it. */
    pepperKid: text('pepper_kid').notNull(),
    /** The newest step a code was taken for: no code is taken twice. */
    lastStep: bigint('last_step', { mode: 'number' }).notNull().default(0),
    createdAt: createdAt(),
    confirmedAt: instant('confirmed_at'),
    /** From then on no code is asked for: somebody with the password and the mail wanted it so, and nobody has objected. */
    resetDueAt: instant('reset_due_at'),
  },
  (t) => [primaryKey({ columns: [t.accountId] })],
);

/** Codes on paper for the day the app is lost, as keyed hashes; each is good once. */
export const recoveryCode = authSchema.table(
  'recovery_code',
  {
    accountId: uuid('account_id')
      .notNull()
      .references(() => account.id),
    /** Its place on the paper. */
    position: smallint('position').notNull(),
    codeHash: text('code_hash').notNull(),
    pepperKid: text('pepper_kid').notNull(),
    createdAt: createdAt(),
    usedAt: instant('used_at'),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.position] })],
);
