import { recurringJob } from '@toster/dispatch/jobs';
import { sql } from 'drizzle-orm';

/** As far ahead as the migrations make them, so that a worker may be down for years. */
const MONTHS_AHEAD = 24;

/** Keeps monthly partitions of the audit log ready ahead of time. */
export const keepAuditPartitions = recurringJob('keep-audit-partitions', async (run) => {
  await run.cell.write((tx) => tx.execute(sql`select au.ensure_partitions(${MONTHS_AHEAD})`));
});
