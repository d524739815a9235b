import { testDatabase, type TestDatabase } from '@toster/db/testing/database';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  effectJob,
  effects,
  enqueueMany,
  eventually,
  keptLog,
  prepare,
  restaurant,
} from '../test/support.ts';
import { listDeadLetters, redriveDeadLetters } from './dead-letters.ts';
import { job, PermanentFailure, type JobDefinition } from './jobs.ts';
import { startRelay, type Relay } from './relay.ts';
import { startWorker, type Worker } from './worker.ts';

let t: TestDatabase;
const { log, entries } = keptLog();
const relays: Relay[] = [];
const workers: Worker[] = [];

beforeAll(async () => {
  t = await testDatabase();
  await prepare(t);
});

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop({ deadlineSeconds: 1 })));
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
  await t.admin`delete from queue.job`;
  await t.admin`update queue.queue set retry_limit = 12, retry_delay = 5 where name = 'import.finished'`;
});

afterAll(() => t?.close());

async function relay(): Promise<void> {
  relays.push(await startRelay({ url: t.url('toster_relay'), log, batchSize: 40 }));
}

async function work(jobs: readonly JobDefinition[]): Promise<Worker> {
  const worker = await startWorker({
    url: t.url('toster_worker'),
    databases: t,
    log,
    jobs,
    pollSeconds: 0.5,
  });
  workers.push(worker);
  return worker;
}

const orgOf = async () => (await restaurant(t)).org.orgId;
const jobsIn = (state: string) =>
  t.admin`select id, output, retry_count from queue.job where name = 'import.finished' and state = ${state}`;
const deadLetters = () =>
  t.admin`select id, data from queue.job where name = 'dead-letter' and state = 'created'`;

describe('two relays and two workers', () => {
  test('handle 500 rows of two organisations with one effect each, and share the work', async () => {
    const orgs = [await orgOf(), await orgOf()];
    await Promise.all([relay(), relay(), work([effectJob('one', 3)]), work([effectJob('two', 3)])]);
    const ids = await Promise.all(
      orgs.flatMap((orgId) => Array.from({ length: 25 }, () => enqueueMany(t.worker, orgId, 10))),
    );
    const all = async () => (await Promise.all(orgs.map((orgId) => effects(t, orgId)))).flat();
    const seen = await eventually(all, (rows) => rows.length >= 500);
    expect(seen.map((row) => row.id).toSorted()).toEqual(ids.flat().toSorted());
    expect(new Set(seen.map((row) => row.worker))).toEqual(new Set(['one', 'two']));

    const [counts] = await t.admin`
      select (select count(*)::int from outbox) as left,
             (select count(*)::int from queue.job where name = 'import.finished') as jobs`;
    expect(counts).toEqual({ left: 0, jobs: 500 });
    expect(await all()).toHaveLength(500);
  });

  test('two relays turn each row into one job, even while both look at the same rows', async () => {
    const orgId = await orgOf();
    await enqueueMany(t.worker, orgId, 300);
    await Promise.all([relay(), relay(), relay()]);
    await eventually(
      () => jobsIn('created'),
      (rows) => rows.length >= 300,
    );
    const [counts] = await t.admin`
      select count(*)::int as jobs, count(distinct data->>'outboxId')::int as rows
        from queue.job where name = 'import.finished'`;
    expect(counts).toEqual({ jobs: 300, rows: 300 });
  });
});

describe('an effect', () => {
  test('happens once although its job is delivered again after the effect', async () => {
    const orgId = await orgOf();
    const [id] = await enqueueMany(t.worker, orgId, 1);
    await t.admin`update queue.queue set retry_delay = 0, retry_backoff = false where name = 'import.finished'`;
    let deliveries = 0;
    await relay();
    await work([
      job('import.finished', async ({ orgId: org, id: outboxId, attempt, once }) => {
        deliveries += 1;
        await once(async (tx) => {
          await tx.execute(sql`insert into effect values (${org}, ${outboxId}, ${attempt}, 'x')`);
        });
        throw new Error('killed after the effect');
      }),
    ]);
    await eventually(
      () => jobsIn('completed'),
      (rows) => rows.length === 1,
    );
    expect(deliveries).toBe(1);
    expect(await effects(t, orgId)).toEqual([{ id, attempt: 0, worker: 'x' }]);
  });

  test('is not kept when its own transaction fails, and happens at the retry', async () => {
    const orgId = await orgOf();
    const [id] = await enqueueMany(t.worker, orgId, 1);
    await t.admin`update queue.queue set retry_delay = 0, retry_backoff = false where name = 'import.finished'`;
    await relay();
    await work([
      job('import.finished', async ({ orgId: org, id: outboxId, attempt, once }) => {
        await once(async (tx) => {
          await tx.execute(sql`insert into effect values (${org}, ${outboxId}, ${attempt}, 'x')`);
          if (attempt === 0) throw new Error('no');
        });
      }),
    ]);
    expect(
      await eventually(
        () => effects(t, orgId),
        (rows) => rows.length > 0,
      ),
    ).toEqual([{ id, attempt: 1, worker: 'x' }]);
  });

  test('of two deliveries at the same time happens once', async () => {
    const orgId = await orgOf();
    const [id] = await enqueueMany(t.worker, orgId, 1);
    await relay();
    await eventually(
      () => jobsIn('created'),
      (rows) => rows.length === 1,
    );
    await t.admin`
      insert into queue.job_common (name, data, policy)
      select name, data, policy from queue.job_common where name = 'import.finished'`;
    await work([effectJob('one', 50)]);
    await work([effectJob('two', 50)]);
    await eventually(
      () => jobsIn('completed'),
      (rows) => rows.length === 2,
    );
    expect((await effects(t, orgId)).map((row) => row.id)).toEqual([id]);
  });
});

describe('a job that fails', () => {
  test('for good goes to the dead letter queue after its retries, and what it threw is not kept', async () => {
    const orgId = await orgOf();
    const [poison] = await enqueueMany(t.worker, orgId, 1);
    await t.admin`update queue.queue set retry_limit = 2, retry_delay = 0, retry_backoff = false where name = 'import.finished'`;
    let attempts = 0;
    await relay();
    await work([
      job('import.finished', async ({ id, once }) => {
        if (id !== poison) return void (await once(async () => undefined));
        attempts += 1;
        throw new Error('secret: guest@example.test');
      }),
    ]);
    const [dead] = await eventually(deadLetters, (rows) => rows.length === 1, 30_000);
    expect(attempts).toBe(3);
    expect(dead?.['data']).toEqual({ orgId, outboxId: poison });
    // The others went on meanwhile and still do.
    await enqueueMany(t.worker, orgId, 3);
    await eventually(
      () => jobsIn('completed'),
      (rows) => rows.length === 3,
    );

    const [kept] = await t.admin`
      select count(*)::int as rows from queue.job where output::text ~ 'secret|guest@' or data::text ~ 'guest@'`;
    expect(kept).toEqual({ rows: 0 });
    expect(JSON.stringify(entries)).not.toContain('guest@');
    // Its outbox row waits, so a person can send the job back once its cause is gone.
    expect(await t.admin`select id from outbox where org_id = ${orgId}`).toEqual([{ id: poison }]);
    await Promise.all(workers.splice(0).map((worker) => worker.stop({ deadlineSeconds: 1 })));
    const letters = await listDeadLetters(t.url('toster_worker'));
    expect(letters).toMatchObject([
      { sourceName: 'import.finished', data: { orgId, outboxId: poison } },
    ]);
    expect(await redriveDeadLetters(t.url('toster_worker'), 'session.reuse_detected')).toBe(0);
    expect(await redriveDeadLetters(t.url('toster_worker'))).toBe(1);
    await work([effectJob('mended')]);
    const seen = await eventually(
      () => effects(t, orgId),
      (rows) => rows.length > 0,
    );
    expect(seen).toMatchObject([{ id: poison, worker: 'mended' }]);
    expect(await listDeadLetters(t.url('toster_worker'))).toEqual([]);
  });

  test('permanently goes there at once', async () => {
    const orgId = await orgOf();
    await enqueueMany(t.worker, orgId, 1);
    let attempts = 0;
    await relay();
    await work([
      job('import.finished', async () => {
        attempts += 1;
        throw new PermanentFailure('recipient_refused');
      }),
    ]);
    await eventually(deadLetters, (rows) => rows.length === 1);
    expect(attempts).toBe(1);
    const [failed] = await jobsIn('failed');
    expect(failed?.['output']).toEqual({ name: 'PermanentFailure', code: 'recipient_refused' });
  });

  test('waits longer before each retry', async () => {
    const orgId = await orgOf();
    await enqueueMany(t.worker, orgId, 1);
    await relay();
    await work([
      job('import.finished', async () => {
        throw new Error('not now');
      }),
    ]);
    await eventually(
      () => jobsIn('retry'),
      (rows) => rows.length === 1,
    );
    const [due] = await t.admin`
      select extract(epoch from start_after - now())::float8 as seconds from queue.job where state = 'retry'`;
    expect(due?.['seconds']).toBeGreaterThan(1);
    expect(due?.['seconds']).toBeLessThan(11);
  });
});

describe('a graceful stop', () => {
  test('lets the jobs in hand finish and takes no other', async () => {
    const orgId = await orgOf();
    await relay();
    const worker = await work([effectJob('first', 300)]);
    const ids = await enqueueMany(t.worker, orgId, 60);
    await eventually(
      () => jobsIn('active'),
      (rows) => rows.length > 0,
    );
    await worker.stop({ deadlineSeconds: 15 });
    const done = await effects(t, orgId);
    expect(await jobsIn('active')).toHaveLength(0);
    expect((await jobsIn('completed')).length).toBe(done.length);
    expect(done.length).toBeGreaterThan(0);
    expect(done.length).toBeLessThan(ids.length);

    await work([effectJob('second')]);
    const all = await eventually(
      () => effects(t, orgId),
      (rows) => rows.length === ids.length,
    );
    expect(all.map((row) => row.id).toSorted()).toEqual(ids.toSorted());
  });

  test('gives back at its deadline what did not finish, and says so to the handler', async () => {
    const orgId = await orgOf();
    await t.admin`update queue.queue set retry_delay = 0, retry_backoff = false where name = 'import.finished'`;
    const [id] = await enqueueMany(t.worker, orgId, 1);
    await relay();
    const aborted = Promise.withResolvers<void>();
    const worker = await work([
      job('import.finished', async ({ signal }) => {
        signal.addEventListener('abort', () => aborted.resolve());
        await aborted.promise;
        signal.throwIfAborted();
      }),
    ]);
    await eventually(
      () => jobsIn('active'),
      (rows) => rows.length === 1,
    );
    const started = Date.now();
    await worker.stop({ deadlineSeconds: 1 });
    expect(Date.now() - started).toBeLessThan(5_000);
    await aborted.promise;

    await work([effectJob('heir')]);
    const seen = await eventually(
      () => effects(t, orgId),
      (rows) => rows.length === 1,
    );
    expect(seen).toEqual([{ id, attempt: 1, worker: 'heir' }]);
  });
});

describe('a recurring job', () => {
  test('is scheduled once however many workers run, and sees every organisation', async () => {
    const orgId = await orgOf();
    const rows = await t.admin`select name, cron, timezone from queue.schedule order by name`;
    expect(rows.map((row) => row['name'])).toEqual([
      'close-refusal-minutes',
      'keep-audit-partitions',
      'sweep-attempts',
      'sweep-idempotency-keys',
      'sweep-import-files',
    ]);
    await t.admin`insert into queue.job_common (name, data, policy) values ('sweep-idempotency-keys', '{}', 'exclusive')`;
    await expect(
      t.admin`insert into queue.job_common (name, data, policy) values ('sweep-idempotency-keys', '{}', 'exclusive')`,
    ).rejects.toThrow(/duplicate key/);

    const seen: string[] = [];
    await work([
      {
        kind: 'recurring',
        schedule: 'sweep-idempotency-keys',
        handle: async (run) => {
          await run.eachOrg(async (org) => {
            const [row] = await run
              .tenant(org)
              .read((tx) => tx.execute(sql`select org_id from org`));
            seen.push(String(row?.['org_id']));
            if (org !== orgId) throw new Error('one organisation must not stop the others');
          });
        },
      },
    ]);
    const all = (await t.admin`select org_id from org`).map((row) => String(row['org_id']));
    await eventually(
      () => seen.length,
      (count) => count >= all.length,
    );
    expect(seen.slice(0, all.length).toSorted()).toEqual(all.toSorted());
    expect(seen).toContain(orgId);
  });
});
