import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { SYSTEM_FOLDER } from './place.ts';
import { nextFreePort } from './ports.ts';
import { findPostmaster } from './postmaster.ts';
import { isAlive } from './process-info.ts';
import {
  findEmbedded,
  removeAbandoned,
  startEmbedded,
  sweepAbandoned,
  type EmbeddedOptions,
  type EmbeddedServer,
} from './server.ts';

const holder = fileURLToPath(new URL('../../test/embedded/hold-server.ts', import.meta.url));
const ZHeld = z.object({ port: z.number(), dataFolder: z.string() });

let home: string;
const servers: EmbeddedServer[] = [];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'toster-embedded-'));
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  await removeAbandoned(home);
});

async function start(options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedServer> {
  const server = await startEmbedded({ home, fsync: false, ...options });
  servers.push(server);
  return server;
}

async function query(url: string, text: string): Promise<postgres.Row[]> {
  const sql = postgres(url, { max: 1, fetch_types: false, connect_timeout: 5 });
  try {
    return [...(await sql.unsafe(text))];
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Starts a server from a process of its own and kills that process the hard way. */
async function leaveOrphan(): Promise<z.infer<typeof ZHeld>> {
  const child = spawn(process.execPath, [holder, home], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [chunk] = await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  return ZHeld.parse(JSON.parse(String(chunk)));
}

describe('the embedded server', () => {
  test('is a PostgreSQL 18 that folds letters beyond ASCII and sorts by code point', async () => {
    const { adminUrl } = await start();
    const [row] = await query(
      adminUrl,
      `select current_setting('server_version_num')::int / 10000 as major,
              current_setting('timezone') as zone, lower('ЇЖАК Ł') as lower,
              (select string_agg(x, '' order by x) from (values ('b'), ('B'), ('a')) v(x)) as sorted`,
    );
    expect(row).toEqual({ major: 18, zone: 'UTC', lower: 'їжак ł', sorted: 'Bab' });
  });

  test('keeps its data and its password over a restart', async () => {
    const first = await start();
    await query(first.adminUrl, 'create table kept as select 42 as answer');
    await first.stop();
    expect(findEmbedded(home)).toBeNull();

    const second = await start();
    expect(new URL(second.adminUrl).password).toBe(new URL(first.adminUrl).password);
    expect(await query(second.adminUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
    expect(findEmbedded(home)?.adminUrl).toBe(second.adminUrl);
  });

  test('refuses a wrong password', async () => {
    const { adminUrl } = await start();
    const url = new URL(adminUrl);
    url.password = 'wrong';
    await expect(query(url.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  test('stops twice without complaint and tells when it has ended', async () => {
    const server = await start();
    await server.stop();
    await server.stop();
    await server.ended;
    expect(findPostmaster(server.dataFolder)).toBeNull();
  });

  test('a stop is waited for in a process that has nothing else to do', async () => {
    const args = [holder, home, 'stop'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('replaces an orphan left by a killed process, with the data intact', async () => {
    const orphan = await leaveOrphan();
    const before = findPostmaster(orphan.dataFolder);
    expect(before?.ready).toBe(true);

    const lines: string[] = [];
    const server = await start({ log: (line) => lines.push(line) });
    expect(before === null || isAlive(before.pid)).toBe(false);
    expect(lines).toContain('Stopped a PostgreSQL server left behind by a killed process');
    expect(await query(server.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('starts over the pid file of a server that died with its process', async () => {
    const { dataFolder } = await start();
    const postmaster = findPostmaster(dataFolder);
    process.kill(postmaster?.pid ?? 0, 'SIGKILL');
    await servers.splice(0)[0]?.ended;
    expect(existsSync(join(dataFolder, 'postmaster.pid'))).toBe(true);

    const server = await start();
    expect(await query(server.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('is not fooled by a pid file that names another program', async () => {
    const first = await start();
    const file = join(first.dataFolder, 'postmaster.pid');
    const content = readFileSync(file, 'utf8');
    await first.stop();
    const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    try {
      writeFileSync(file, content.replace(/^\d+/, String(bystander.pid)));
      expect(findPostmaster(first.dataFolder)).toBeNull();
      await start();
      expect(isAlive(bystander.pid ?? 0)).toBe(true);
    } finally {
      bystander.kill('SIGKILL');
    }
  });

  test('refuses a home whose server belongs to a live process, and says which', async () => {
    const first = await start();
    await expect(startEmbedded({ home })).rejects.toThrow(`in use by process ${process.pid}`);
    expect(await query(first.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('keeps its data in a system folder when its user cannot reach the home, and says so', async () => {
    const isRoot = process.getuid?.() === 0;
    chmodSync(home, 0o700);
    const hidden = join(home, 'hidden');
    const lines: string[] = [];
    const server = await start({ home: hidden, log: (line) => lines.push(line) });
    expect(server.dataFolder.startsWith(isRoot ? SYSTEM_FOLDER : hidden)).toBe(true);
    expect(lines.some((line) => line.includes('the data folder is'))).toBe(isRoot);
    await server.stop();
    expect(await removeAbandoned(hidden)).toBe(true);
    expect(existsSync(server.dataFolder)).toBe(false);
  });

  test('takes the next free port when the wanted one is in use', async () => {
    const port = await nextFreePort(55_900);
    const occupant = createServer().listen(port, '127.0.0.1');
    await once(occupant, 'listening');
    try {
      const lines: string[] = [];
      const server = await start({ port, log: (line) => lines.push(line) });
      expect(server.port).toBeGreaterThan(port);
      expect(lines).toContain(`Port ${port} is in use, PostgreSQL takes ${server.port}`);
    } finally {
      occupant.close();
    }
  });

  test('waits for a fixed port until it is free', async () => {
    const port = await nextFreePort(55_950);
    const occupant = createServer().listen(port, '127.0.0.1');
    await once(occupant, 'listening');
    setTimeout(() => occupant.close(), 800);
    const server = await start({ port, portIsFixed: true });
    expect(server.port).toBe(port);
  });

  test('runs beside the server of another home', async () => {
    const other = mkdtempSync(join(tmpdir(), 'toster-embedded-'));
    try {
      const [one, two] = await Promise.all([start(), start({ home: other })]);
      expect(one.port).not.toBe(two.port);
      await query(one.adminUrl, 'create table only_here as select 1');
      const tables = await query(two.adminUrl, `select to_regclass('only_here') as found`);
      expect(tables).toEqual([{ found: null }]);
    } finally {
      await Promise.all(servers.splice(0).map((server) => server.stop()));
      await removeAbandoned(other);
    }
  });

  test('says what PostgreSQL said when it cannot start', async () => {
    const { dataFolder } = await start();
    await servers.splice(0)[0]?.stop();
    writeFileSync(join(dataFolder, 'postgresql.conf'), 'shared_buffers = nonsense\n');
    await expect(startEmbedded({ home })).rejects.toThrow(/shared_buffers/);
  });

  test('a sweep removes old abandoned homes and spares young ones', async () => {
    const prefix = basename(home);
    await sweepAbandoned(dirname(home), prefix);
    expect(existsSync(home)).toBe(true);
    await leaveOrphan();
    await sweepAbandoned(dirname(home), prefix, 0);
    expect(existsSync(home)).toBe(false);
  });

  test('an abandoned home is stopped and removed, a live one is left alone', async () => {
    const server = await start();
    expect(await removeAbandoned(home)).toBe(false);
    expect(await query(server.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
    await leaveOrphan();
    expect(await removeAbandoned(home)).toBe(true);
    expect(existsSync(home)).toBe(false);
  });
});
