import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { readE2eEnv } from '../env.ts';

const ZSecrets = z.object({
  keys: z.record(z.string(), z.string()),
  passwords: z.record(z.string(), z.string()),
});
const START_MS = 30_000;

/** What a proxy of ours says of a request that came by TLS. */
export const BY_TLS = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '198.51.100.7' } as const;

/** A console beside the one under test: the very same build, told something else by its environment. */
export type SecondConsole = {
  readonly url: string;
  readonly port: number;
  readonly stop: () => void;
};

/**
 * Starts one behind one proxy and waits until it answers. `connected`: with the database of the console under test;
 * else with none.
 */
export async function startSecondConsole(
  environment: Readonly<Record<string, string>>,
  connected = false,
): Promise<SecondConsole> {
  const { home, databaseUrl } = readE2eEnv();
  const { keys, passwords } = ZSecrets.parse(
    JSON.parse(readFileSync(join(home, 'secrets.json'), 'utf8')),
  );
  const port = await freePort();
  const folder = join(import.meta.dirname, '../../../apps/admin/.next-test/standalone');
  const urlOf = (role: string) => {
    if (!connected) return 'postgres://nobody@127.0.0.1:1/none';
    const url = new URL(databaseUrl);
    url.username = role;
    url.password = passwords[role] ?? '';
    return url.href;
  };
  const child = spawn(process.execPath, [join(folder, 'apps', 'admin', 'server.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...keys,
      NODE_ENV: 'production',
      TOSTER_ENV: 'local',
      TOSTER_CELL: 'eu-1',
      TOSTER_TRUSTED_HOPS: '1',
      TOSTER_PUBLIC_URL: 'https://console.example',
      TOSTER_SECURITY_CONTACT: 'security@toster.example',
      NEXT_DIST_DIR: '.next-test',
      DATABASE_URL_APP: urlOf('toster_app'),
      DATABASE_URL_AUTH: urlOf('toster_auth'),
      HOSTNAME: '127.0.0.1',
      PORT: String(port),
      ...environment,
    },
  });
  let said = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  const url = `http://127.0.0.1:${port}`;
  const stop = () => void child.kill('SIGKILL');
  const deadline = performance.now() + START_MS;
  while (performance.now() < deadline) {
    const answer = await fetch(`${url}/sign-in`, { headers: BY_TLS }).catch(() => null);
    if (answer?.status === 200) return { url, port, stop };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  stop();
  throw new Error(`the second console does not answer: ${said.slice(-500)}`);
}

/** A port nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('no port')),
      );
    });
  });
}
