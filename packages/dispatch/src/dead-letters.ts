import { PgBoss } from 'pg-boss';
import { z } from 'zod';
import { DEAD_LETTER_QUEUE, runtimeOptions } from './queue.ts';

const ZDeadLetter = z.object({
  id: z.string(),
  sourceName: z.string().nullable(),
  createdOn: z.date(),
  data: z.record(z.string(), z.unknown()).nullable(),
});

/** A job that failed for good. `data` holds ids only. */
export type DeadLetter = z.infer<typeof ZDeadLetter>;

/** At most this many are listed or sent back by one call. */
const PAGE = 1_000;

/** The jobs that failed for good, oldest first. Connects as `toster_worker`. */
export function listDeadLetters(url: string): Promise<readonly DeadLetter[]> {
  return withQueue(url, async (boss) => {
    const jobs = await boss.findJobs(DEAD_LETTER_QUEUE, { queued: true, limit: PAGE });
    return z.array(ZDeadLetter).parse(jobs);
  });
}

/**
 * Sends dead letters back to the queue they came from, all or those of one, with fresh retries.
 * Their outbox rows are still there, and what had an effect already is not done again. Returns how
 * many went.
 */
export function redriveDeadLetters(url: string, sourceName?: string): Promise<number> {
  return withQueue(url, (boss) =>
    boss.redrive(DEAD_LETTER_QUEUE, {
      limit: PAGE,
      ...(sourceName === undefined ? {} : { sourceName }),
    }),
  );
}

async function withQueue<T>(url: string, work: (boss: PgBoss) => Promise<T>): Promise<T> {
  const boss = new PgBoss({
    ...runtimeOptions(url),
    application_name: 'toster-dead-letters',
    max: 1,
    supervise: false,
    schedule: false,
    registerInstance: false,
  });
  // A failed statement rejects as well; the event only repeats it.
  boss.on('error', () => undefined);
  await boss.start();
  try {
    return await work(boss);
  } finally {
    await boss.stop({ graceful: false });
  }
}
