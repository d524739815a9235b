import { join } from 'node:path';
import { isPortFree } from '@toster/db/embedded/ports';
import { variable } from '../env.ts';
import { ROOT } from '../root.ts';
import { remark, step } from '../steps.ts';
import { startChild, type Child } from './child.ts';
import { buildConsole, CONSOLE, isBuilt, NEXT, serverFile } from './console-build.ts';
import { logFolder, prepareDatabase, startDatabase } from './database.ts';
import { environmentFor, type Deployment } from './environment.ts';
import { waitUntilHealthy } from './health.ts';
import { takeHome } from './run-file.ts';
import { loadSecrets } from './secrets.ts';

/** What to start. */
export type StackOptions = {
  readonly home: string;
  readonly port: number;
  readonly environment: 'local' | 'staging' | 'production';
  readonly databaseUrl?: string | undefined;
  /** `built` serves a production build from `distDir`; `watch` rebuilds on every change. */
  readonly mode: 'built' | 'watch';
  readonly distDir: string;
  readonly fsync: boolean;
  /** Whether the environment of this process reaches console and worker. */
  readonly inherit: boolean;
  /** Gives up between two steps and undoes those that were taken. */
  readonly signal: AbortSignal;
};

/** A running console and worker over their database. */
export type Stack = {
  readonly url: string;
  readonly deployment: Deployment;
  /** Rejects when the stack cannot go on. */
  readonly failed: Promise<never>;
  /** Ends console and worker, then the database. Safe to call twice. */
  readonly stop: () => Promise<void>;
};

const READY_TIMEOUT_MS = 120_000;
const WORKER = join(ROOT, 'apps', 'worker');

/** Starts everything in order; on a failure everything started so far is ended again. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { home, port, signal } = options;
  const undo: Undo = { children: [], database: noop, home: noop };
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= unwind(undo));
  try {
    if (options.environment !== 'local' && options.databaseUrl === undefined) {
      throw new Error('Outside TOSTER_ENV=local set DATABASE_URL.');
    }
    const run = await takeHome(home, remark);
    undo.home = async () => run.release();
    await assertPortFree(port);
    const secrets = loadSecrets(home, options.environment === 'local' ? undefined : variable);
    const database = await startDatabase({ ...options, databaseUrl: options.databaseUrl });
    undo.database = database.stop;
    signal.throwIfAborted();
    const { adminUrl } = database;
    const { environment, inherit } = options;
    const isEmbedded = options.databaseUrl === undefined;
    const deployment = { environment, home, port, adminUrl, isEmbedded, secrets, inherit };
    await prepareDatabase(deployment, signal);
    if (options.mode === 'built' && !isBuilt(options.distDir)) {
      await step('Building the console', () => buildConsole(options.distDir, signal));
    }
    signal.throwIfAborted();

    await startChildren(options, deployment, run.note, undo.children);
    return { url: `http://localhost:${port}`, deployment, failed: database.failed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Undo = {
  readonly children: Child[];
  database: () => Promise<void>;
  home: () => Promise<void>;
};

const noop = async () => undefined;

async function startChildren(
  options: StackOptions,
  deployment: Deployment,
  note: (name: string, pid: number) => void,
  children: Child[],
): Promise<void> {
  const { mode, port } = options;
  const begin = (name: 'console' | 'worker', cwd: string, args: string[]) => {
    const child = startChild({
      name,
      args,
      cwd,
      env: {
        ...environmentFor(name, deployment),
        NODE_ENV: mode === 'watch' ? 'development' : 'production',
        NEXT_DIST_DIR: options.distDir,
      },
      ...(mode === 'built' ? { logFile: join(logFolder(options.home), `${name}.log`) } : {}),
      onStart: (pid) => note(name, pid),
      log: remark,
    });
    children.push(child);
    return child;
  };
  await step('Starting console and worker', async () => {
    const main = join(WORKER, 'src', 'main.ts');
    const worker = begin('worker', WORKER, mode === 'watch' ? ['--watch', main] : [main]);
    const consoleArgs =
      mode === 'watch'
        ? [NEXT, 'dev', '--hostname', '127.0.0.1', '--port', String(port)]
        : [serverFile(options.distDir)];
    const console = begin('console', CONSOLE, consoleArgs);
    const ready = waitUntilHealthy(`http://127.0.0.1:${port}`, READY_TIMEOUT_MS);
    await Promise.race([ready, console.failed, worker.failed, aborted(options.signal)]);
    for (const child of children) child.settled();
  });
}

async function assertPortFree(port: number): Promise<void> {
  if (await isPortFree(port)) return;
  throw new Error(
    `Port ${port} is in use by another program. Stop that one, or choose another: ` +
      `PORT=${port + 1} npm start`,
  );
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** Console and worker go together, what they stand on follows. */
async function unwind(undo: Undo): Promise<void> {
  await Promise.all(undo.children.map((child) => child.stop()));
  await undo.database();
  await undo.home();
}
