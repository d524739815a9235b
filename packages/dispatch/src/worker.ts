import { PgBoss, type Job, type JobResult } from 'pg-boss';
import { deliverToAccount, deliverToOrg, runRecurring, type Databases } from './deliver.ts';
import { PermanentFailure, type JobDefinition } from './jobs.ts';
import { describeFailure, type Log } from './log.ts';
import { runtimeOptions, warningFacts } from './queue.ts';

export type WorkerOptions = {
  /** Connects to the queue as `toster_worker`. */
  readonly url: string;
  readonly databases: Databases;
  readonly jobs: readonly JobDefinition[];
  readonly log: Log;
  /** Jobs of one topic handled at the same time by this process. */
  readonly concurrency?: number;
  /** How late a retry may start: becoming due sends no notification. */
  readonly pollSeconds?: number;
  /** How often jobs of lost workers and overdue jobs are looked for. */
  readonly superviseSeconds?: number;
};

export type Worker = {
  /**
   * Takes no new job, lets those in hand finish until the deadline, gives the rest back to be
   * retried and aborts their signals.
   */
  stop(options?: { readonly deadlineSeconds?: number }): Promise<void>;
};

const BATCH_SIZE = 20;
const CONCURRENCY = 5;
const POLL_SECONDS = 5;
const SUPERVISE_SECONDS = 15;
const STOP_DEADLINE_SECONDS = 20;

/** The name under which a job's queue is known. */
function queueOf(definition: JobDefinition): string {
  return definition.kind === 'recurring' ? definition.schedule : definition.topic;
}

/**
 * Works the given jobs until stopped. Any number of workers may run: each job is claimed by one, and
 * the jobs of a killed worker go to the others within a minute. Waits for the database at the start
 * and goes on after every loss of it.
 */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { log, concurrency = CONCURRENCY, pollSeconds = POLL_SECONDS } = options;
  const superviseSeconds = options.superviseSeconds ?? SUPERVISE_SECONDS;
  const boss = new PgBoss({
    ...runtimeOptions(options.url),
    application_name: 'toster-worker-queue',
    instanceName: 'worker',
    max: 4,
    useListenNotify: true,
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
  });
  boss.on('error', (error) =>
    log({ level: 'warn', event: 'worker.connection', facts: describeFailure(error) }),
  );
  boss.on('warning', ({ data }) =>
    log({ level: 'warn', event: 'worker.queue_warning', facts: warningFacts(data) }),
  );
  await boss.start({ attempts: Number.MAX_SAFE_INTEGER });
  for (const definition of options.jobs) {
    await boss.work<object, unknown>(
      queueOf(definition),
      {
        batchSize: definition.kind === 'recurring' ? 1 : BATCH_SIZE,
        perJobResults: true,
        pollingIntervalSeconds: Math.min(1, pollSeconds),
        notifyPollingIntervalSeconds: pollSeconds,
        burstWhenBatchFull: true,
      },
      (jobs: Job[]) => handleBatch(definition, jobs),
    );
  }

  return {
    stop: ({ deadlineSeconds = STOP_DEADLINE_SECONDS } = {}) =>
      boss.stop({ graceful: true, timeout: deadlineSeconds * 1_000 }),
  };

  async function handleBatch(definition: JobDefinition, jobs: Job[]): Promise<JobResult[]> {
    const results: JobResult[] = [];
    const waiting = jobs.values();
    const lanes = Array.from({ length: Math.min(concurrency, jobs.length) }, async () => {
      for (const job of waiting) results.push(await handleOne(definition, job));
    });
    await Promise.all(lanes);
    return results;
  }

  async function handleOne(definition: JobDefinition, job: Job): Promise<JobResult> {
    try {
      // Not started yet when the stop's deadline passed: it is another worker's already.
      job.signal.throwIfAborted();
      if (definition.kind === 'org') await deliverToOrg(options.databases, definition, job);
      else if (definition.kind === 'account')
        await deliverToAccount(options.databases, definition, job);
      else await runRecurring(options.databases, definition, job);
      return { id: job.id, status: 'completed' };
    } catch (error) {
      const failure = describeFailure(error);
      const final = error instanceof PermanentFailure;
      log({
        level: final ? 'error' : 'warn',
        event: 'job.failed',
        facts: { queue: job.name, job: job.id, attempt: job.retryCount, final, ...failure },
      });
      return { id: job.id, status: final ? 'deadletter' : 'failed', output: failure };
    }
  }
}
