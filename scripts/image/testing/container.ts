import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded, type EmbeddedServer } from '@toster/db/embedded/server';
import { plainEnvironment } from '../../env.ts';
import { loadSecrets, type Secrets } from '../../start/secrets.ts';
import { readDockerfile, type DockerImage } from '../dockerfile.ts';
import { buildTree, type Image } from '../tree.ts';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

/** A program that ended. */
export type Ended = { readonly code: number | null; readonly output: string };

/**
 * As near to a container as a machine without an engine comes: the tree of an image in a folder that root owns, its
 * programs started by a user without rights, with the Dockerfile's environment and nothing else, over a PostgreSQL of
 * its own.
 */
export class Container {
  readonly tree: string;
  readonly docker: DockerImage;
  readonly server: EmbeddedServer;
  readonly secrets: Secrets;
  readonly #home: string;
  readonly #running = new Set<ChildProcess>();

  private constructor(home: string, docker: DockerImage, server: EmbeddedServer) {
    this.#home = home;
    this.tree = join(home, 'app');
    this.docker = docker;
    this.server = server;
    this.secrets = loadSecrets(join(home, 'secrets'));
  }

  /** Builds the tree and starts the database. */
  static async open(image: Image, port: number, distDir?: string): Promise<Container> {
    const home = mkdtempSync(join(tmpdir(), 'toster-image-'));
    chmodSync(home, 0o755);
    mkdirSync(join(home, 'bin'));
    // The user has no way to the Node of root's home.
    copyFileSync(process.execPath, join(home, 'bin', 'node'));
    chmodSync(join(home, 'bin', 'node'), 0o755);
    buildTree(image, join(home, 'app'), distDir);
    const server = await startEmbedded({ home: join(home, 'database'), port, fsync: false });
    return new Container(home, readDockerfile(image), server);
  }

  /** The environment of a deployment: every secret, as the release step is given them. */
  everySecret(): Record<string, string> {
    const url = (role: keyof Secrets['passwords']) => {
      const address = new URL(this.server.adminUrl);
      address.username = role;
      address.password = this.secrets.passwords[role] ?? '';
      return address.href;
    };
    return {
      ...this.secrets.keys,
      TOSTER_ENV: 'production',
      TOSTER_CELL: 'eu-1',
      TOSTER_TRUSTED_HOPS: '1',
      DATABASE_URL: this.server.adminUrl,
      DATABASE_URL_APP: url('toster_app'),
      DATABASE_URL_AUTH: url('toster_auth'),
      DATABASE_URL_WORKER: url('toster_worker'),
      DATABASE_URL_RELAY: url('toster_relay'),
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'Toster <no-reply@toster.invalid>',
      TOSTER_PUBLIC_URL: 'https://console.example',
      TOSTER_SECURITY_CONTACT: 'security@toster.example',
    };
  }

  /** Starts a command in the tree. */
  start(command: readonly string[], environment: Record<string, string>): ChildProcess {
    const drop = [
      'setpriv',
      `--reuid=${NOBODY}`,
      `--regid=${NOBODY}`,
      '--clear-groups',
      '--no-new-privs',
    ];
    const [program = '', ...args] = isRoot ? [...drop, ...command] : command;
    const path = plainEnvironment({})['PATH'] ?? '';
    const child = spawn(program, args, {
      cwd: this.tree,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: `${join(this.#home, 'bin')}:${path}`,
        ...this.docker.environment,
        ...environment,
      },
    });
    this.#running.add(child);
    child.once('exit', () => this.#running.delete(child));
    return child;
  }

  /** Runs a command in the tree to its end. */
  async run(command: readonly string[], environment: Record<string, string>): Promise<Ended> {
    const child = this.start(command, environment);
    let output = '';
    child.stdout?.on('data', (chunk) => (output += String(chunk)));
    child.stderr?.on('data', (chunk) => (output += String(chunk)));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, output };
  }

  /** What the user of the image may write to in the tree. */
  async writable(): Promise<string[]> {
    if (!isRoot) return [];
    const { output } = await this.run(['find', '.', '-writable', '-not', '-type', 'l'], {});
    return output.split('\n').filter((line) => line !== '');
  }

  /** The environment that a running process shows to whoever may look into it. */
  environmentOf(child: ChildProcess): string[] {
    const { stdout } = spawnSync('cat', [`/proc/${child.pid}/environ`], { encoding: 'utf8' });
    return stdout.split('\0').map((pair) => pair.split('=')[0] ?? '');
  }

  async close(): Promise<void> {
    for (const child of this.#running) child.kill('SIGKILL');
    await this.server.stop();
    rmSync(this.#home, { recursive: true, force: true });
  }
}

/** What the proxy before a console says of a request that came by TLS; without it nothing is answered but the health. */
export const BY_TLS = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '198.51.100.7' };

/** Asks as that proxy until the answer is 200; throws with the last one after 60 seconds. */
export async function answers(url: string): Promise<Response> {
  let last = 'no answer';
  for (const until = Date.now() + 60_000; Date.now() < until;) {
    try {
      const response = await fetch(url, { headers: BY_TLS, signal: AbortSignal.timeout(5_000) });
      if (response.status === 200) return response;
      last = String(response.status);
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${url}: ${last}`);
}
