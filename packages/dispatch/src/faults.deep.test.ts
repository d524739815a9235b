import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { newId } from '@toster/contracts/ids';
import { parseKeyRing } from '@toster/crypto/key-ring';
import { startEmbedded, type EmbeddedServer } from '@toster/db/embedded/server';
import { migrate } from '@toster/db/migrate';
import { openPool } from '@toster/db/pool';
import * as schema from '@toster/db/schema/index';
import { withTenant, type Database } from '@toster/db/tenant';
import { testDatabase, type TestDatabase } from '@toster/db/testing/database';
import { openMaintenance } from '@toster/db/testing/factories/maintenance';
import { roleUrl, TEST_CONTEXT_KEYS, TEST_PASSWORDS } from '@toster/db/testing/settings';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  effectJob,
  effects,
  enqueueMany,
  eventually,
  keptLog,
  prepare,
  restaurant,
  workerContext,
} from '../test/support.ts';
import { job } from './jobs.ts';
import { enqueue } from './outbox.ts';
import { installQueue } from './queue.ts';
import { startRelay } from './relay.ts';
import { startWorker } from './worker.ts';

const KEYS = parseKeyRing(TEST_CONTEXT_KEYS);

describe('lost connections', () => {
  test('of relay and worker under load lose nothing, double nothing and end no process', async () => {
    const t = await testDatabase();
    await prepare(t);
    await t.admin`update queue.queue set heartbeat_seconds = 1, retry_delay = 0, retry_backoff = false
      where name = 'import.finished'`;
    const { orgId } = (await restaurant(t)).org;
    const { log, entries } = keptLog();
    const relay = await startRelay({ url: t.url('toster_relay'), log, batchSize: 10 });
    const running = await startWorker({
      url: t.url('toster_worker'),
      databases: t,
      jobs: [effectJob('one', 5)],
      log,
      pollSeconds: 0.5,
      superviseSeconds: 1,
    });
    // Rows come from the superuser, whose connection is not among the killed.
    const ids = Array.from({ length: 200 }, () => newId());
    for (const [index, id] of ids.entries()) {
      await t.admin`insert into outbox (org_id, id, topic, payload)
        values (${orgId}, ${id}, 'import.finished', ${t.admin.json({ importJobId: newId() })})`;
      if (index % 20 === 10) {
        await t.admin`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and usename in ('toster_relay', 'toster_worker')`;
      }
    }
    const done = await eventually(
      () => effects(t, orgId),
      (rows) => rows.length >= ids.length,
      45_000,
    );
    expect(done.map((row) => row.id).toSorted()).toEqual(ids.toSorted());
    expect(
      entries.some(({ event }) => event.endsWith('.connection') || event === 'relay.failed'),
    ).toBe(true);
    await running.stop({ deadlineSeconds: 2 });
    await relay.stop();
    expect(await effects(t, orgId)).toHaveLength(ids.length);
    await t.close();
  });
});

describe('kill -9 of worker processes', () => {
  let t: TestDatabase;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    t = await testDatabase();
    await prepare(t);
    // A killed worker's jobs return after a second here, instead of half a minute.
    await t.admin`update queue.queue set heartbeat_seconds = 1, retry_delay = 0, retry_backoff = false
      where name = 'import.finished'`;
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });
  afterAll(() => t?.close());

  async function startProcess(name: string): Promise<ChildProcess> {
    const program = fileURLToPath(new URL('../test/worker-process.ts', import.meta.url));
    const urls = (['toster_relay', 'toster_worker', 'toster_auth'] as const).map((role) =>
      t.url(role),
    );
    const child = spawn(process.execPath, [program, name, TEST_CONTEXT_KEYS, ...urls], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    await once(child.stdout, 'data');
    return child;
  }

  test('in the middle of a batch loses nothing and doubles nothing', async () => {
    const { org } = await restaurant(t);
    const { orgId } = org;
    const [first, second] = await Promise.all([startProcess('first'), startProcess('second')]);
    const ids: string[] = [];
    for (let i = 0; i < 10; i += 1) ids.push(...(await enqueueMany(t.worker, orgId, 40)));

    await eventually(
      () => effects(t, orgId),
      (rows) => rows.length > 30,
    );
    first?.kill('SIGKILL');
    second?.kill('SIGKILL');
    await Promise.all([first, second].map((child) => child && once(child, 'exit')));
    const before = await effects(t, orgId);
    expect(before.length).toBeLessThan(ids.length);
    const active =
      await t.admin`select 1 from queue.job where name = 'import.finished' and state = 'active'`;
    expect(active.length).toBeGreaterThan(0);

    await startProcess('heir');
    const after = await eventually(
      () => effects(t, orgId),
      (rows) => rows.length >= ids.length,
      45_000,
    );
    expect(after.map((row) => row.id).toSorted()).toEqual(ids.toSorted());
    await eventually(
      () =>
        t.admin`select 1 from queue.job where name = 'import.finished' and state <> 'completed'`,
      (rows) => rows.length === 0,
      45_000,
    );
    expect(await effects(t, orgId)).toHaveLength(ids.length);
  });
});

describe('a restart of PostgreSQL', () => {
  const home = mkdtempSync(join(tmpdir(), 'toster-restart-'));
  let server: EmbeddedServer;

  afterAll(async () => {
    await server?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  test('is survived by relay and worker: they wait, come back and lose no job', async () => {
    server = await startEmbedded({ home, fsync: false });
    const { adminUrl, port } = server;
    await migrate(adminUrl, { roles: TEST_PASSWORDS, contextKeys: KEYS });
    await installQueue(adminUrl);
    const worker = database(roleUrl(adminUrl, 'toster_worker'));
    const auth = database(roleUrl(adminUrl, 'toster_auth'));
    const maintenance = openMaintenance(adminUrl, KEYS);
    const { org } = await restaurant({ maintenance });
    await maintenance.close();

    const { log, entries } = keptLog();
    const handled: string[] = [];
    const relay = await startRelay({ url: roleUrl(adminUrl, 'toster_relay'), log });
    const running = await startWorker({
      url: roleUrl(adminUrl, 'toster_worker'),
      databases: { worker, auth },
      jobs: [job('import.finished', async ({ id }) => void handled.push(id))],
      log,
      pollSeconds: 0.5,
      superviseSeconds: 1,
    });
    const send = () =>
      withTenant(worker, workerContext(org.orgId), (tx) =>
        enqueue(tx, {
          orgId: org.orgId,
          topic: 'import.finished',
          payload: { importJobId: newId() },
        }),
      );

    const first = await send();
    await eventually(
      () => handled,
      (ids) => ids.includes(first),
    );
    for (let outage = 0; outage < 2; outage += 1) {
      const before = await send();
      await server.stop();
      await sleep(1_500);
      server = await startEmbedded({ home, port, portIsFixed: true, fsync: false });
      expect(server.port).toBe(port);
      const after = await eventually(
        () => send().catch(() => null),
        (id) => id !== null,
      );
      await eventually(
        () => handled,
        (ids) => ids.includes(before) && ids.includes(after ?? ''),
        45_000,
      );
    }
    expect(entries.some((entry) => entry.event === 'relay.failed')).toBe(true);
    expect(new Set(handled).size).toBeGreaterThanOrEqual(5);

    await running.stop({ deadlineSeconds: 2 });
    await relay.stop();
    await Promise.all([worker.pool.close(), auth.pool.close()]);
  });

  function database(url: string): Database {
    return { pool: openPool({ url, max: 3, applicationName: 'test-restart', schema }), keys: KEYS };
  }
});
