import { PgBoss, type ConstructorOptions, type Queue } from 'pg-boss';
import { queuePrivileges } from './queue-privileges.ts';
import { ACCOUNT_TOPIC_NAMES, ORG_TOPIC_NAMES, SCHEDULE_NAMES, SCHEDULES } from './topics.ts';

/** The schema that holds the queue's tables. Only the relay's and the worker's login roles may enter it. */
export const QUEUE_SCHEMA = 'queue';

/** Where jobs end that failed for good; they stay until a person sends them back or removes them. */
export const DEAD_LETTER_QUEUE = 'dead-letter';

const DAY_SECONDS = 86_400;

/** Retries of a topic's job: 5 s doubling up to an hour, twelve times, about three and a half hours. */
const TOPIC_OPTIONS = {
  retryLimit: 12,
  retryDelay: 5,
  retryBackoff: true,
  retryDelayMax: 3600,
  expireInSeconds: 300,
  // A killed worker's jobs return after this long instead of after the whole expiry.
  heartbeatSeconds: 30,
  // A worker that is down for weeks must not cost anybody a job.
  retentionSeconds: 365 * DAY_SECONDS,
  deleteAfterSeconds: DAY_SECONDS,
  deadLetter: DEAD_LETTER_QUEUE,
  notify: true,
} satisfies Omit<Queue, 'name'>;

/** A recurring job is never queued twice nor run beside itself; the next run makes up for a failed one. */
const SCHEDULE_OPTIONS = {
  retryLimit: 3,
  retryDelay: 5,
  retryBackoff: true,
  expireInSeconds: 600,
  heartbeatSeconds: 30,
  deleteAfterSeconds: DAY_SECONDS,
  deadLetter: DEAD_LETTER_QUEUE,
  notify: true,
} satisfies Omit<Queue, 'name'>;

const SCHEDULE_POLICY = 'exclusive';

/** Options shared by every process that opens the queue with a role that may not change its schema. */
export function runtimeOptions(url: string): ConstructorOptions {
  return {
    connectionString: url,
    schema: QUEUE_SCHEMA,
    migrate: false,
    createSchema: false,
    connectionTimeoutMillis: 10_000,
    // A statement or an idle transaction that outlives this belongs to a dead network path.
    options: '-c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000',
    reindex: false,
    monitorVacuum: false,
    persistWarnings: false,
  };
}

/** What may be logged of a warning of pg-boss: its type, such as `start_retry` while the database is away. */
export function warningFacts(data: object): { readonly type: string } {
  return { type: 'type' in data ? String(data.type) : 'unknown' };
}

/**
 * Installs or upgrades the queue in the database of `adminUrl`: tables, one queue per topic and
 * schedule, the dead letter queue, and the privileges of `toster_relay` and `toster_worker`. Run it
 * as a superuser after the migrations, which make the roles. Safe to run again and beside itself.
 */
export async function installQueue(adminUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: adminUrl,
    schema: QUEUE_SCHEMA,
    max: 2,
    supervise: false,
    schedule: false,
    registerInstance: false,
    reindex: false,
    monitorVacuum: false,
  });
  const failures: unknown[] = [];
  boss.on('error', (error) => failures.push(error));
  try {
    await boss.start();
    await install(boss);
  } finally {
    await boss.stop({ timeout: 5_000 });
  }
  if (failures.length > 0) throw new AggregateError(failures, 'The queue could not be installed');
}

async function install(boss: PgBoss): Promise<void> {
  await boss.createQueue(DEAD_LETTER_QUEUE, { retentionSeconds: 365 * DAY_SECONDS });
  for (const name of [...ORG_TOPIC_NAMES, ...ACCOUNT_TOPIC_NAMES]) {
    await boss.createQueue(name, TOPIC_OPTIONS);
    await boss.updateQueue(name, TOPIC_OPTIONS);
  }
  for (const name of SCHEDULE_NAMES) {
    await boss.createQueue(name, { ...SCHEDULE_OPTIONS, policy: SCHEDULE_POLICY });
    await boss.updateQueue(name, SCHEDULE_OPTIONS);
    const { cron, missed } = SCHEDULES[name];
    await boss.schedule(name, cron, {}, { tz: 'UTC', missed });
  }
  const known = new Set<string>(SCHEDULE_NAMES);
  for (const { name, key } of await boss.getSchedules()) {
    if (!known.has(name)) await boss.unschedule(name, key);
  }
  await boss.getDb().executeSql(queuePrivileges(QUEUE_SCHEMA));
}
