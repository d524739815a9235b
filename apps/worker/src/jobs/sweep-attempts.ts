import { recurringJob } from '@toster/dispatch/jobs';
import { sql } from 'drizzle-orm';

/** Takes out the failed attempts that count no more. */
export const sweepAttempts = recurringJob('sweep-attempts', async (run) => {
  await run.cell.write((tx) => tx.execute(sql`select app.sweep_attempts()`));
});
