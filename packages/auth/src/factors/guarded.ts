import { type SQL, sql } from 'drizzle-orm';
import { at } from '../session-row.ts';

/** Whether a code is asked for, as a condition on `auth.factor f`: set up, and no reset has come due. `now` in epoch milliseconds. */
export const guards = (now: number): SQL =>
  sql`(f.confirmed_at is not null and (f.reset_due_at is null or f.reset_due_at > ${at(now)}))`;
