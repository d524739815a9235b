import { newId } from '@toster/contracts/ids';
import { menuItem } from '@toster/db/schema/menu';
import { withTenant } from '@toster/db/tenant';
import { testDatabase, type TestDatabase } from '@toster/db/testing/database';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  effectJob,
  effects,
  enqueueMany,
  eventually,
  keptLog,
  ownerContext,
  prepare,
  restaurant,
  workerContext,
} from '../test/support.ts';
import { accountJob } from './jobs.ts';
import { enqueue, enqueueForAccount } from './outbox.ts';
import { startRelay, type Relay } from './relay.ts';
import { startWorker, type Worker } from './worker.ts';

let t: TestDatabase;
let relay: Relay;
let worker: Worker;
const { log, entries } = keptLog();
const accountMail: { id: string; accountId: string; sessionId: string | null }[] = [];

beforeAll(async () => {
  t = await testDatabase();
  await prepare(t);
  // It would look again after ten minutes: whatever arrives in these tests woke it.
  relay = await startRelay({ url: t.url('toster_relay'), log, pollMilliseconds: 600_000 });
  worker = await startWorker({
    url: t.url('toster_worker'),
    databases: t,
    log,
    jobs: [
      effectJob('one'),
      accountJob('session.reuse_detected', async ({ id, accountId, sessionId }) => {
        accountMail.push({ id, accountId, sessionId });
      }),
    ],
  });
});

afterAll(async () => {
  await worker?.stop({ deadlineSeconds: 2 });
  await relay?.stop();
  await t?.close();
});

describe('an outbox row', () => {
  test('reaches its handler when the business transaction commits, woken by the commit itself', async () => {
    const home = await restaurant(t);
    const { orgId } = home.org;
    const item = home.menu.items[0];
    await withTenant(t.app, await ownerContext(t, home), async (tx) => {
      await tx
        .update(menuItem)
        .set({ priceMinor: 777 })
        .where(eq(menuItem.id, item?.id ?? ''));
      await enqueue(tx, { orgId, topic: 'import.finished', payload: { importJobId: newId() } });
    });

    await eventually(
      () => effects(t, orgId),
      (seen) => seen.length === 1,
    );
    const [left] = await t.admin`select count(*)::int as rows from outbox where org_id = ${orgId}`;
    expect(left).toEqual({ rows: 0 });
  });

  test('never leaves a transaction that is rolled back', async () => {
    const home = await restaurant(t);
    const { orgId } = home.org;
    const context = await ownerContext(t, home);
    const payload = { importJobId: newId() };
    await expect(
      withTenant(t.app, context, async (tx) => {
        await enqueue(tx, { orgId, topic: 'import.finished', payload });
        throw new Error('the business said no');
      }),
    ).rejects.toThrow('the business said no');
    // A later row of the same organisation arrives, so the relay has certainly looked.
    const id = await withTenant(t.app, context, (tx) =>
      enqueue(tx, { orgId, topic: 'import.finished', payload }),
    );
    const seen = await eventually(
      () => effects(t, orgId),
      (rows) => rows.length > 0,
    );
    expect(seen.map((row) => row.id)).toEqual([id]);
  });

  test('of an account reaches its handler with its session', async () => {
    const { members } = await restaurant(t);
    const { accountId } = members.owner;
    const sessionId = newId();
    const context = {
      kind: 'auth',
      org: null,
      account: accountId,
      caps: {},
      action: 'refresh.reuse_detected',
      request: 'test',
      source: 'auth',
    } as const;
    const id = await withTenant(t.auth, context, (tx) =>
      enqueueForAccount(tx, { accountId, topic: 'session.reuse_detected', sessionId }),
    );
    await eventually(
      () => accountMail,
      (seen) => seen.some((mail) => mail.id === id),
    );
    expect(accountMail.filter((mail) => mail.id === id)).toEqual([{ id, accountId, sessionId }]);
    await eventually(
      () => t.admin`select id from auth.outbox where id = ${id}`,
      (rows) => rows.length === 0,
    );
  });

  test('of a topic this version does not know stays for one that does', async () => {
    const { orgId } = (await restaurant(t)).org;
    const id = newId();
    await t.admin`insert into outbox (org_id, id, topic, payload) values (${orgId}, ${id}, 'from.tomorrow', '{}')`;
    // A younger row that is known passes it by.
    await enqueueMany(t.worker, orgId, 1);
    await eventually(
      () => effects(t, orgId),
      (seen) => seen.length === 1,
    );
    const rows = await t.admin`select relayed_at from outbox where id = ${id}`;
    expect(rows).toEqual([{ relayed_at: null }]);
  });

  test('of another organisation cannot be written', async () => {
    const [mine, other] = [await restaurant(t), await restaurant(t)];
    const context = await ownerContext(t, mine);
    const write = (orgId: string) =>
      withTenant(t.app, context, (tx) =>
        enqueue(tx, { orgId, topic: 'import.finished', payload: { importJobId: newId() } }),
      );
    await expect(write(other.org.orgId)).rejects.toMatchObject({ sqlstate: '42501' });
    await expect(write(mine.org.orgId)).resolves.toEqual(expect.any(String));
  });
});

describe('a payload', () => {
  test('that is not exactly ids is refused by its type and by its schema, before anything is written', async () => {
    const { org } = await restaurant(t);
    const { orgId } = org;
    const importJobId = newId();
    const attempts = [
      // @ts-expect-error an e-mail address beside the ids
      { importJobId, email: 'guest@example.test' },
      // @ts-expect-error an object in place of an id
      { importJobId: { name: 'Olena' } },
      // @ts-expect-error a number in place of an id
      { importJobId: 42 },
      // @ts-expect-error nothing
      {},
    ] satisfies { importJobId: string }[];
    const texts = [{ importJobId: 'Olena Kovalenko' }, { importJobId: `${importJobId} ` }];
    for (const payload of [...attempts, ...texts]) {
      await expect(
        withTenant(t.worker, workerContext(orgId), (tx) =>
          enqueue(tx, {
            orgId,
            topic: 'import.finished',
            payload: payload as { importJobId: string },
          }),
        ),
      ).rejects.toMatchObject({ name: 'ZodError' });
    }
    const rows = await t.admin`select 1 from outbox where org_id = ${orgId}`;
    expect(rows).toHaveLength(0);
  });

  test('that came into the outbox past the schema ends in the dead letter queue, unhandled', async () => {
    const { org } = await restaurant(t);
    const id = newId();
    await t.admin`insert into outbox (org_id, id, topic, payload)
      values (${org.orgId}, ${id}, 'import.finished', '{"importJobId": "Olena", "note": "x"}')`;
    const [dead] = await eventually(
      () =>
        t.admin`select data, output, source_name from queue.job where name = 'dead-letter' and data->>'outboxId' = ${id}`,
      (rows) => rows.length === 1,
    );
    expect(dead).toMatchObject({
      data: { orgId: org.orgId, outboxId: id },
      source_name: 'import.finished',
    });
    expect(await effects(t, org.orgId)).toEqual([]);
    expect(entries).toContainEqual(
      expect.objectContaining({
        event: 'job.failed',
        facts: expect.objectContaining({ code: 'payload_invalid', final: true }),
      }),
    );
  });

  test('never stands in a job, which names the row and nothing else', async () => {
    // All but pg-boss's own queue, through which its schedules pass.
    const keys = await t.admin`
      select distinct jsonb_object_keys(data) as key from queue.job
       where name not like '\\_\\_pgboss%' order by key`;
    expect(keys.map((row) => row['key'])).toEqual(['accountId', 'orgId', 'outboxId']);
  });
});

describe('a context', () => {
  test('of another kind opens no outbox', async () => {
    const { org } = await restaurant(t);
    const seen = withTenant(t.app, workerContext(org.orgId), (tx) => tx.execute(sql`select 1`));
    await expect(seen).rejects.toMatchObject({ sqlstate: 'TS002' });
  });
});
