import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { newId } from '@toster/contracts/ids';
import { generateKeyText } from '@toster/crypto/key-ring';
import { withTenant } from '@toster/db/tenant';
import { testDatabase, type TestDatabase } from '@toster/db/testing/database';
import { createRestaurant } from '@toster/db/testing/factories/restaurant';
import { TEST_CONTEXT_KEYS } from '@toster/db/testing/settings';
import { enqueueForAccount } from '@toster/dispatch/outbox';
import { installQueue } from '@toster/dispatch/queue';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { childEnvironment } from '../test/env.ts';

/** Stands in every secret and every personal field that the worker meets. */
const MARK = 'zanary';
const PASSWORD = `${MARK}-4c1f09d27b`;

let db: TestDatabase;
let home: string;
let mailServer: Server;
/** What the mail server was told. */
let mailHeard = '';
const children: ChildProcess[] = [];

beforeAll(async () => {
  db = await testDatabase();
  home = mkdtempSync(join(tmpdir(), 'toster-worker-'));
  await installQueue(db.adminUrl);
  mailServer = await refusingMailServer();
});
afterAll(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  mailServer.close();
  await db.close();
  rmSync(home, { recursive: true, force: true });
});

/** Takes the password and refuses every recipient, quoting it, as real servers do. */
async function refusingMailServer(): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('220 mail.test ESMTP\r\n');
    socket.on('data', (data) => {
      const line = data.toString();
      mailHeard += line;
      if (/^EHLO/i.test(line)) socket.write('250-mail.test\r\n250 AUTH PLAIN\r\n');
      else if (/^AUTH/i.test(line)) socket.write('235 2.7.0 accepted\r\n');
      else if (/^RCPT/i.test(line)) socket.write(`550 5.1.1 no such user: ${line.trim()}\r\n`);
      else socket.write('250 OK\r\n');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** The real program; `output` is all it has written so far. */
function start(environment: Record<string, string>): { output: () => string; child: ChildProcess } {
  const child = spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url))], {
    env: childEnvironment({
      TOSTER_ENV: 'local',
      TOSTER_HOME: home,
      TOSTER_PUBLIC_URL: 'http://console.test',
      ...environment,
    }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { child, output: () => output };
}

async function until(look: () => boolean, said: () => string): Promise<void> {
  const end = Date.now() + 20_000;
  while (!look()) {
    if (Date.now() > end) throw new Error(`waited in vain: ${said()}`);
    await sleep(25);
  }
}

const urls = (host?: string) =>
  Object.fromEntries(
    (['worker', 'auth', 'relay'] as const).map((role) => [
      `DATABASE_URL_${role.toUpperCase()}`,
      host === undefined
        ? db.url(`toster_${role}`)
        : `postgres://toster_${role}:${PASSWORD}${role}@${host}/toster`,
    ]),
  );

/** Somebody whose every field is a marker, and a mail to them in the outbox. */
async function warnSomebody(): Promise<void> {
  const orgId = newId();
  const note = { action: 'demo.seeded', request: 'test', part: 0 };
  const { members } = await db.maintenance.run(orgId, note, (tx) =>
    createRestaurant(tx, { org: { orgId } }),
  );
  const { accountId } = members.owner;
  await db.admin`update auth.account set email = ${`${MARK}@example.test`} where id = ${accountId}`;
  const sessionId = newId();
  await db.admin`
    insert into auth.session (id, realm, account_id, org_id, cell, idle_expires_at,
      absolute_expires_at, auth_time, amr, aal, device_label, ip, user_agent, revoked_at)
    values (${sessionId}, 'staff', ${accountId}, ${orgId}, 'eu-1', now(), now(), now(), '{pwd}',
      1, ${`${MARK} device`}, ${`${MARK} address`}, ${`${MARK} agent`}, now())`;
  const context = {
    kind: 'auth',
    org: null,
    caps: {},
    action: 'session.revoked',
    request: 'test',
    source: 'auth',
    account: accountId,
  } as const;
  await withTenant(db.auth, context, (tx) =>
    enqueueForAccount(tx, { accountId, topic: 'session.reuse_detected', sessionId }),
  );
}

describe('the worker tells nothing personal and no secret', () => {
  test('of a mail that is refused, in its log or in the job', async () => {
    const { port } = mailServer.address() as AddressInfo;
    const { output } = start({
      ...urls(),
      TOSTER_CONTEXT_KEYS: TEST_CONTEXT_KEYS,
      SMTP_URL: `smtp://${MARK}-user:${PASSWORD}@127.0.0.1:${port}`,
      MAIL_FROM: 'Toster <no-reply@toster.test>',
    });
    await until(() => output().includes('worker.started'), output);
    await warnSomebody();
    await until(() => output().includes('job.failed'), output);
    // The control: the server did hear all of it.
    expect(mailHeard).toContain(`${MARK}@example.test`);
    expect(mailHeard).toContain(Buffer.from(`\0${MARK}-user\0${PASSWORD}`).toString('base64'));
    expect(output()).toContain('recipient_refused');
    expect(output()).not.toContain(MARK);
    expect(output()).not.toContain(Buffer.from(PASSWORD).toString('base64').slice(0, 12));
    for (const secret of TEST_CONTEXT_KEYS.split(',').map((part) => part.split(':')[1] ?? ''))
      expect(output()).not.toContain(secret);
    const jobs = await db.admin`select j::text as text from queue.job j`;
    expect(jobs.length).toBeGreaterThan(0);
    expect(jobs.map((job) => String(job['text'])).join('\n')).not.toContain(MARK);
  });

  test('of a database that is away', async () => {
    const { output, child } = start({
      ...urls('127.0.0.1:9'),
      TOSTER_CONTEXT_KEYS: TEST_CONTEXT_KEYS,
    });
    await until(() => output().includes('start_retry') || child.exitCode !== null, output);
    child.kill('SIGKILL');
    expect(output()).not.toBe('');
    expect(output()).not.toContain(MARK);
  });

  test('of secrets it refuses to start with', async () => {
    const { output, child } = start({
      ...urls('db.example'),
      TOSTER_ENV: 'production',
      TOSTER_CONTEXT_KEYS: generateKeyText('eu-1-1'),
      SMTP_URL: `smtps://${MARK}:${MARK}@mail.example`,
      MAIL_FROM: 'Toster <no-reply@toster.test>',
      TOSTER_PUBLIC_URL: 'https://console.test',
      TOSTER_SECURITY_CONTACT: 'security@toster.example',
    });
    await once(child, 'close');
    expect(child.exitCode).toBe(1);
    expect(output()).toContain('DATABASE_URL_WORKER: a plain connection');
    expect(output()).toContain('SMTP_URL: the password is shorter than 8 characters');
    expect(output()).not.toContain(MARK);
  });

  test('of a URL that it cannot read', async () => {
    const { output, child } = start({
      ...urls('127.0.0.1:9'),
      DATABASE_URL_RELAY: `postgres://toster_relay:${PASSWORD}%zz@127.0.0.1:port/${MARK}`,
      TOSTER_CONTEXT_KEYS: TEST_CONTEXT_KEYS,
    });
    await until(() => child.exitCode !== null || output().length > 0, output);
    child.kill('SIGKILL');
    expect(output()).not.toContain(MARK);
  });
});
