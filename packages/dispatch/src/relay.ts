import { PgBoss, type Db } from 'pg-boss';
import { z } from 'zod';
import { describeFailure, type Log } from './log.ts';
import { Pause } from './pause.ts';
import { OUTBOX_CHANNEL } from './queue-privileges.ts';
import { runtimeOptions, warningFacts } from './queue.ts';
import { ACCOUNT_TOPIC_NAMES, ORG_TOPIC_NAMES } from './topics.ts';

export type RelayOptions = {
  /** Connects as `toster_relay`. */
  readonly url: string;
  readonly log: Log;
  /** Rows moved by one transaction. */
  readonly batchSize?: number;
  /** How long to wait for a notification before looking anyway. */
  readonly pollMilliseconds?: number;
};

export type Relay = {
  /** When the last complete look at both outboxes ended, epoch milliseconds; null before the first. */
  lastPassAt(): number | null;
  /** Ends after the transaction in hand. */
  stop(): Promise<void>;
};

const BATCH_SIZE = 200;
const POLL_MILLISECONDS = 1_000;
const LONGEST_BACKOFF_MILLISECONDS = 15_000;

/** The source of jobs: which rows to take, and under which key of the job's data their owner goes. */
type Outbox = {
  readonly table: string;
  readonly owner: string;
  readonly key: string;
  readonly topics: readonly string[];
};

const OUTBOXES: readonly Outbox[] = [
  { table: 'public.outbox', owner: 'org_id', key: 'orgId', topics: ORG_TOPIC_NAMES },
  { table: 'auth.outbox', owner: 'account_id', key: 'accountId', topics: ACCOUNT_TOPIC_NAMES },
];

const ZMoved = z.array(z.object({ owner: z.uuid(), id: z.uuid(), topic: z.string() }));

/**
 * Moves outbox rows to the queue. The job is inserted and the row marked in one transaction, and
 * rows taken by another relay are skipped, so each row becomes exactly one job however many relays
 * run and whenever they die. Only ids of the row and its owner are read; rows of topics this
 * version does not know stay for one that does.
 *
 * Waits for the database at the start and after every loss of it, with growing pauses.
 */
export async function startRelay(options: RelayOptions): Promise<Relay> {
  const { log, batchSize = BATCH_SIZE, pollMilliseconds = POLL_MILLISECONDS } = options;
  const boss = new PgBoss({
    ...runtimeOptions(options.url),
    application_name: 'toster-relay',
    max: 3,
    supervise: false,
    schedule: false,
    registerInstance: false,
  });
  boss.on('error', (error) =>
    log({ level: 'warn', event: 'relay.connection', facts: describeFailure(error) }),
  );
  boss.on('warning', ({ data }) =>
    log({ level: 'warn', event: 'relay.queue_warning', facts: warningFacts(data) }),
  );
  await boss.start({ attempts: Number.MAX_SAFE_INTEGER });
  const db = boss.getDb();
  const pause = new Pause();
  let lastPassAt: number | null = null;
  let stopping = false;
  const running = run();

  return {
    lastPassAt: () => lastPassAt,
    stop: async () => {
      stopping = true;
      pause.wake();
      await running;
      await boss.stop({ graceful: false });
    },
  };

  async function run(): Promise<void> {
    let subscription: { close(): Promise<void> } | null = null;
    let failures = 0;
    while (!stopping) {
      try {
        subscription ??=
          (await db.listen?.(
            OUTBOX_CHANNEL,
            () => pause.wake(),
            () => pause.wake(),
          )) ?? null;
        let full = false;
        for (const outbox of OUTBOXES) {
          const moved = await moveBatch(boss, db, outbox, batchSize);
          full ||= moved === batchSize;
        }
        failures = 0;
        lastPassAt = Date.now();
        if (!full) await pause.wait(pollMilliseconds);
      } catch (error) {
        failures += 1;
        log({
          level: 'warn',
          event: 'relay.failed',
          facts: { ...describeFailure(error), failures },
        });
        await pause.wait(Math.min(100 * 2 ** failures, LONGEST_BACKOFF_MILLISECONDS));
      }
    }
    await subscription?.close();
  }
}

async function moveBatch(boss: PgBoss, db: Db, outbox: Outbox, limit: number): Promise<number> {
  if (db.beginTransaction === undefined) throw new Error('The queue has no connection of its own');
  const transaction = await db.beginTransaction();
  try {
    const taken = await transaction.db.executeSql(
      `with pending as (
         select ${outbox.owner}, id from ${outbox.table}
          where relayed_at is null and topic = any($1::text[])
          order by created_at limit $2 for update skip locked
       )
       update ${outbox.table} o set relayed_at = now() from pending p
        where o.${outbox.owner} = p.${outbox.owner} and o.id = p.id
       returning o.${outbox.owner} as owner, o.id, o.topic`,
      [outbox.topics, limit],
    );
    const rows = ZMoved.parse(taken.rows);
    for (const [topic, group] of Map.groupBy(rows, (row) => row.topic)) {
      const jobs = group.map((row) => ({ data: { [outbox.key]: row.owner, outboxId: row.id } }));
      await boss.insert(topic, jobs, { db: transaction.db });
    }
    await transaction.commit();
    return rows.length;
  } catch (error) {
    await transaction.rollback();
    throw error;
  }
}
