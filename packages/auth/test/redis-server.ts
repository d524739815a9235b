import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@redis/client';

const READY_TIMEOUT_MS = 10_000;

/** A real Redis of one test file, with nothing on disk. */
export type TestRedis = {
  readonly url: string;
  /** Sends a command as it is. */
  readonly command: (...args: string[]) => Promise<unknown>;
  /** Ends the server at once; what it held is gone. */
  readonly kill: () => Promise<void>;
  /** The server stops answering and keeps its connections, until it is resumed. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Starts it anew on the same port, empty. */
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Starts a redis-server. Throws with what to do when there is none. */
export async function openRedis(): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'toster-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server = await start(port, folder);
  const command = async (...args: string[]): Promise<unknown> => {
    const client = createClient({ url });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await client.sendCommand(args);
    } finally {
      client.destroy();
    }
  };
  const kill = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill('SIGKILL');
    await once(server, 'exit');
  };
  return {
    url,
    command,
    kill,
    pause: () => server.kill('SIGSTOP'),
    resume: () => server.kill('SIGCONT'),
    restart: async () => {
      await kill();
      server = await start(port, folder);
    },
    close: async () => {
      server.kill('SIGCONT');
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function start(port: number, folder: string): Promise<ChildProcess> {
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
  const server = spawn('redis-server', args, { stdio: 'ignore' });
  let failure: Error | null = null;
  server.on('error', (error) => (failure = error));
  const deadline = performance.now() + READY_TIMEOUT_MS;
  while (performance.now() < deadline) {
    if (failure !== null)
      throw new Error('There is no redis-server: `npm test` installs it.', { cause: failure });
    if (await answers(port)) return server;
    await sleep(20);
  }
  throw new Error('redis-server does not answer');
}

async function answers(port: number): Promise<boolean> {
  const client = createClient({
    url: `redis://127.0.0.1:${port}`,
    socket: { reconnectStrategy: false },
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    if (client.isOpen) client.destroy();
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
