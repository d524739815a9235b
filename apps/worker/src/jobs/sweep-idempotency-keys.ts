import { idempotencyKey } from '@toster/db/schema/transport';
import { recurringJob } from '@toster/dispatch/jobs';
import { lt, sql } from 'drizzle-orm';

/** Deletes the answers kept for repeated calls that are older than a day. */
export const sweepIdempotencyKeys = recurringJob('sweep-idempotency-keys', async (run) => {
  await run.eachOrg(async (orgId) => {
    await run
      .tenant(orgId)
      .write((tx) =>
        tx
          .delete(idempotencyKey)
          .where(lt(idempotencyKey.createdAt, sql`now() - interval '1 day'`)),
      );
  });
});
