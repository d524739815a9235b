import { PLATFORM_ORG_ID } from '@toster/contracts/ids';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { newId } from '@toster/contracts/ids';
import type { TenantContext } from '@toster/db/context';
import { importJob } from '@toster/db/schema/import';
import { withTenant } from '@toster/db/tenant';
import { testDatabase, type TestDatabase } from '@toster/db/testing/database';
import { createRestaurant, type Restaurant } from '@toster/db/testing/factories/restaurant';
import { TEST_CONTEXT_KEYS } from '@toster/db/testing/settings';
import { listMailFiles } from '@toster/dispatch/mail/files';
import { enqueue, enqueueForAccount } from '@toster/dispatch/outbox';
import { installQueue } from '@toster/dispatch/queue';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { childEnvironment } from '../test/env.ts';

let t: TestDatabase;
let home: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  t = await testDatabase();
  home = mkdtempSync(join(tmpdir(), 'toster-worker-'));
  await installQueue(t.adminUrl);
  await start();
});
afterAll(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await t?.close();
  rmSync(home, { recursive: true, force: true });
});

type Process = {
  readonly child: ChildProcess;
  readonly port: number;
  readonly output: () => string;
};

/** The real program in a process of its own; resolves when it has said so, or has ended. */
async function start(
  overrides: Record<string, string> = {},
  sign = 'worker.started',
): Promise<Process> {
  const port = await freePort();
  const child = spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url))], {
    env: childEnvironment({
      TOSTER_ENV: 'local',
      TOSTER_HOME: home,
      TOSTER_PUBLIC_URL: 'http://console.test',
      TOSTER_SECURITY_CONTACT: 'answering@example.test',
      DATABASE_URL_WORKER: t.url('toster_worker'),
      DATABASE_URL_AUTH: t.url('toster_auth'),
      DATABASE_URL_RELAY: t.url('toster_relay'),
      TOSTER_CONTEXT_KEYS: TEST_CONTEXT_KEYS,
      WORKER_PORT: String(port),
      ...overrides,
    }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const started = { child, port, output: () => output };
  await eventually(
    () => output.includes(sign) || child.exitCode !== null,
    (done) => done,
  );
  return started;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function eventually<T>(look: () => Promise<T> | T, holds: (seen: T) => boolean): Promise<T> {
  const end = Date.now() + 20_000;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(seen)}`);
    await sleep(25);
  }
}

function restaurant(): Promise<Restaurant> {
  const orgId = newId();
  return t.maintenance.run(orgId, { action: 'demo.seeded', request: 'test', part: 0 }, (tx) =>
    createRestaurant(tx, { org: { orgId, name: 'Вареник' }, roles: ['cook'] }),
  );
}

function context(kind: 'worker' | 'auth', org: string | null): TenantContext {
  return { kind, org, caps: {}, action: 'orders.imported', request: 'test', source: 'import' };
}

/** Asks for a run of a schedule now, unless one waits or runs already, and wakes the workers. */
const runNow = (schedule: string) => t.admin`
  with made as (
    insert into queue.job_common (name, data, policy, retry_limit)
    values (${schedule}, '{}', 'exclusive', 0) on conflict do nothing returning id
  )
  select id, pg_notify('pgboss_' || left(encode(sha224('queue'), 'hex'), 24), ${schedule}) from made`;

const settled = (id: unknown) =>
  eventually(
    () => t.admin`select state, output from queue.job where id = ${String(id)}`,
    ([job]) => job?.['state'] !== 'created' && job?.['state'] !== 'active',
  );

async function finishImport({ org, place }: Restaurant, startedBy: string): Promise<void> {
  const id = newId();
  const { orgId } = org;
  await withTenant(t.worker, context('worker', orgId), async (tx) => {
    await tx.insert(importJob).values({
      orgId,
      id,
      locationId: place.location.id,
      kind: 'orders',
      source: 'chipotle',
      fileDigest: newId(),
      startedBy,
      status: 'finished',
      recordsCreated: 1834,
      finishedAt: new Date(),
    });
    await enqueue(tx, { orgId, topic: 'import.finished', payload: { importJobId: id } });
  });
}

describe('mail', () => {
  test('of a finished import goes to the member who started it, once', async () => {
    const mine = await restaurant();
    await finishImport(mine, mine.members.owner.id);
    const { email } = mine.members.owner;
    const [mail] = await eventually(
      () => listMailFiles(join(home, 'mail')).filter(({ to }) => to === email),
      (mails) => mails.length > 0,
    );
    expect(mail?.subject).toBe('1,834 orders imported into Вареник');
    await eventually(
      () => t.admin`select id from outbox where org_id = ${mine.org.orgId}`,
      (rows) => rows.length === 0,
    );
    expect(listMailFiles(join(home, 'mail')).filter(({ to }) => to === email)).toHaveLength(1);
  });

  test('of a finished import is not sent to somebody who has been suspended', async () => {
    const mine = await restaurant();
    const cook = mine.members.cook;
    await t.admin`update membership set status = 'suspended' where id = ${cook?.id ?? ''}`;
    await finishImport(mine, cook?.id ?? '');
    await eventually(
      () => t.admin`select id from outbox where org_id = ${mine.org.orgId}`,
      (rows) => rows.length === 0,
    );
    expect(listMailFiles(join(home, 'mail')).some(({ to }) => to === cook?.email)).toBe(false);
  });

  test('of a quota goes to an owner, with the share that is used', async () => {
    const { members, org } = await restaurant();
    const { email, id } = members.owner;
    await t.admin`
      insert into auth.quota (org_id, policy, window_no, used, used_before, noticed, noticed_in)
      values (${org.orgId}, 'console-daily', 1, 1, 1, 95, 1)`;
    await t.admin`
      insert into outbox (org_id, id, topic, payload)
      values (${org.orgId}, ${newId()}, 'quota.reached', ${t.admin.json({ membershipId: id })})`;
    const [mail] = await eventually(
      () => listMailFiles(join(home, 'mail')).filter(({ to }) => to === email),
      (mails) => mails.length > 0,
    );
    expect(mail?.subject).toBe(`${org.name} has used 95 % of its daily quota`);
  });

  test('of a second factor goes to the member of whom it is asked, and to nobody of whom it is asked no more', async () => {
    const { members, org } = await restaurant();
    const cook = members.cook;
    const ask = (rule: string) => t.admin`
      insert into security_policy (org_id, second_factor) values (${org.orgId}, ${[rule]})
      on conflict (org_id) do update set second_factor = excluded.second_factor`;
    const tell = () => t.admin`
      insert into outbox (org_id, id, topic, payload)
      values (${org.orgId}, ${newId()}, 'factor.asked', ${t.admin.json({ membershipId: cook?.id ?? '' })})`;
    const letters = () => listMailFiles(join(home, 'mail')).filter(({ to }) => to === cook?.email);
    const relayed = () =>
      eventually(
        () => t.admin`select id from outbox where org_id = ${org.orgId}`,
        (rows) => rows.length === 0,
      );
    await ask('cook@2036-01-02T10:00:00.000Z');
    await tell();
    const [mail] = await eventually(letters, (mails) => mails.length > 0);
    expect(mail?.subject).toBe(`${org.name} asks you to set up a second factor`);

    await ask('hr@2036-01-02T10:00:00.000Z');
    await tell();
    await relayed();
    expect(letters()).toHaveLength(1);
  });

  test('of a reported vulnerability goes to the reporter and to who answers, with the case and not with the text', async () => {
    const reportId = newId();
    await withTenant(t.auth, context('auth', PLATFORM_ORG_ID), (tx) =>
      tx.execute(sql`
        select app.file_report(${reportId}, 'TSR-23456789', 'finder@example.test', 'the audit log', 'a secret way in')`),
    );
    const letters = await eventually(
      () =>
        listMailFiles(join(home, 'mail')).filter(({ subject }) => subject.includes('TSR-23456789')),
      (mails) => mails.length === 2,
    );
    expect(letters.map(({ to, subject }) => [to, subject]).toSorted()).toEqual([
      ['answering@example.test', 'A vulnerability was reported: TSR-23456789'],
      ['finder@example.test', 'Your report TSR-23456789 has arrived'],
    ]);
    for (const { file } of letters) {
      const text = readFileSync(join(home, 'mail', file), 'utf8');
      expect(text).toContain('Answer by');
      expect(text).not.toContain('a secret way in');
    }
    const [event] = await t.admin`
      select org_id, leaf from au.event where action = 'security_report.filed'`;
    expect(event?.['org_id']).toBe(PLATFORM_ORG_ID);
    expect(String(event?.['leaf'])).not.toMatch(/finder|secret way|the audit log/);
  });

  test('of a reused token goes to the person, with the device of the session', async () => {
    const { members, org } = await restaurant();
    const { accountId, email } = members.owner;
    const sessionId = newId();
    await t.admin`
      insert into auth.session (id, realm, account_id, org_id, cell, idle_expires_at,
        absolute_expires_at, auth_time, amr, aal, device_label, ip, revoked_at)
      values (${sessionId}, 'staff', ${accountId}, ${org.orgId}, 'eu-1', now(), now(), now(), '{pwd}',
        1, 'Firefox on Linux', '203.0.113.7', now())`;
    await withTenant(t.auth, { ...context('auth', null), account: accountId }, (tx) =>
      enqueueForAccount(tx, { accountId, topic: 'session.reuse_detected', sessionId }),
    );
    const [mail] = await eventually(
      () => listMailFiles(join(home, 'mail')).filter(({ to }) => to === email),
      (mails) => mails.length > 0,
    );
    const text = readFileSync(join(home, 'mail', mail?.file ?? ''), 'utf8');
    expect(mail?.subject).toBe('We ended one of your sessions');
    expect(text).toContain('Firefox on Linux');
    expect(text).toContain('203.0.113.7');
  });
});

describe('a closed minute of refusals', () => {
  test('becomes one event of the refused member, and only once it is over', async () => {
    const { org, members } = await restaurant();
    const { orgId } = org;
    const cook = members.cook?.id ?? '';
    const other = await restaurant();
    await t.admin`
      insert into refusal (org_id, actor_id, reason, minute, count) values
        (${orgId}, ${cook}, 'FORBIDDEN:menu.edit', date_trunc('minute', now()) - interval '5 minutes', 14),
        (${orgId}, ${cook}, 'FORBIDDEN:menu.edit', date_trunc('minute', now()) - interval '4 minutes', 2),
        (${orgId}, ${orgId}, 'SIGN_IN', date_trunc('minute', now()) - interval '3 minutes', 3),
        (${orgId}, ${cook}, 'FORBIDDEN:menu.edit', date_trunc('minute', now()), 1),
        (${PLATFORM_ORG_ID}, ${PLATFORM_ORG_ID}, 'SIGN_IN', date_trunc('minute', now()) - interval '3 minutes', 7),
        (${other.org.orgId}, ${other.members.owner.id}, 'FORBIDDEN:payroll.read', date_trunc('minute', now()) - interval '9 minutes', 1)`;
    const events = () =>
      t.admin`select action, domain, kind, actor_id, source, leaf from au.event
               where org_id = ${orgId} and rel = 'refusal' order by cap_seq`;
    const seen = await eventually(
      async () => {
        await runNow('close-refusal-minutes');
        return events();
      },
      (rows) => rows.length >= 3,
    );
    expect(
      seen.map(({ leaf, ...row }) => ({
        ...row,
        facts: JSON.parse(String(leaf)).after,
      })),
    ).toEqual([
      {
        action: 'access.denied',
        domain: 'access',
        kind: 6,
        actor_id: cook,
        source: 'worker',
        facts: {
          count: 14,
          minute: expect.any(String),
          permission: 'menu.edit',
          reason: 'FORBIDDEN',
        },
      },
      {
        action: 'access.denied',
        domain: 'access',
        kind: 6,
        actor_id: cook,
        source: 'worker',
        facts: {
          count: 2,
          minute: expect.any(String),
          permission: 'menu.edit',
          reason: 'FORBIDDEN',
        },
      },
      {
        action: 'sign_in.failed',
        domain: 'access',
        kind: 6,
        actor_id: null,
        source: 'worker',
        facts: { count: 3, minute: expect.any(String), reason: 'SIGN_IN' },
      },
    ]);
    // Each is a line of its own in the log.
    const requests = await t.admin`
      select distinct request_id from au.event where org_id = ${orgId} and rel = 'refusal'`;
    expect(requests).toHaveLength(3);

    const again = await eventually(
      () => runNow('close-refusal-minutes'),
      (rows) => rows.length === 1,
    );
    await settled(again[0]?.['id']);
    expect(await events()).toHaveLength(3);
    const left = await t.admin`select count from refusal where org_id = ${orgId}`;
    expect(left).toEqual([{ count: 1 }]);
    const elsewhere =
      await t.admin`select 1 from au.event where org_id = ${other.org.orgId} and rel = 'refusal'`;
    expect(elsewhere).toHaveLength(1);
    const [nobody] = await t.admin`
      select action, actor_id, leaf from au.event where org_id = ${PLATFORM_ORG_ID} and rel = 'refusal'`;
    expect(nobody).toMatchObject({ action: 'sign_in.failed', actor_id: null });
    expect(JSON.parse(String(nobody?.['leaf'])).after).toMatchObject({ count: 7 });
  });
});

describe('housekeeping', () => {
  test('deletes kept answers after a day, of every organisation', async () => {
    const orgs = [(await restaurant()).org.orgId, (await restaurant()).org.orgId];
    for (const orgId of orgs) {
      await t.admin`
        insert into idempotency_key (org_id, actor_id, key, procedure, input_digest, created_at) values
          (${orgId}, ${orgId}, 'old', 'orders.create', 'd', now() - interval '25 hours'),
          (${orgId}, ${orgId}, 'new', 'orders.create', 'd', now() - interval '23 hours')`;
    }
    const [job] = await runNow('sweep-idempotency-keys');
    expect(await settled(job?.['id'])).toMatchObject([{ state: 'completed' }]);
    const left = await t.admin`select key from idempotency_key where org_id = any(${orgs})`;
    expect(left.map((row) => row['key'])).toEqual(['new', 'new']);
  });

  test('takes out the attempts that count no more, and no others', async () => {
    await t.admin`
      insert into auth.attempt (key, id, at, expires_at) values
        ('over', gen_random_uuid(), now() - interval '16 minutes', now() - interval '1 minute'),
        ('counts', gen_random_uuid(), now() - interval '14 minutes', now() + interval '1 minute')`;
    const [job] = await runNow('sweep-attempts');
    expect(await settled(job?.['id'])).toMatchObject([{ state: 'completed' }]);
    const left = await t.admin`select key from auth.attempt`;
    expect(left.map((row) => row['key'])).toEqual(['counts']);
  });

  test('makes the missing months of the audit log', async () => {
    const [last] = await t.admin`
      select relname from pg_class where relnamespace = 'au'::regnamespace and relname ~ '^event_\\d' and relkind = 'r'
       order by relname desc limit 1`;
    const name = String(last?.['relname']);
    await t.admin.unsafe(`drop table au.${name}`);
    const [job] = await runNow('keep-audit-partitions');
    expect(await settled(job?.['id'])).toMatchObject([{ state: 'completed' }]);
    const [made] = await t.admin`
      select relrowsecurity, relforcerowsecurity, relispartition from pg_class where oid = to_regclass(${`au.${name}`})`;
    expect(made).toEqual({ relrowsecurity: true, relforcerowsecurity: true, relispartition: true });
  });
});

describe('the process', () => {
  test('says that it is ready, and ends in order when it is told to', async () => {
    const { child, port, output } = await start();
    const health = await fetch(`http://127.0.0.1:${port}/health`);
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({ ready: true });
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    expect(output()).toContain('worker.stopped');
  });

  test('does not start on a broken environment and shows no value of it', async () => {
    const { child, output } = await start({ DATABASE_URL_RELAY: 'mysql://toster:hunter2@db/x' });
    if (child.exitCode === null) await once(child, 'exit');
    expect(child.exitCode).toBe(1);
    expect(output()).toContain('DATABASE_URL_RELAY');
    expect(output()).not.toContain('hunter2');
  });

  test('waits for a database that is not up yet, and can be stopped meanwhile', async () => {
    const url = new URL(t.url('toster_relay'));
    url.port = String(await freePort());
    const { child } = await start({ DATABASE_URL_RELAY: url.href }, 'start_retry');
    expect(child.exitCode).toBeNull();
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
