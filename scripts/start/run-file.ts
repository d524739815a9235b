import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { isAlive, processInfo, waitUntilGone } from '@toster/db/embedded/process-info';
import { z } from 'zod';

const ZProcess = z.object({ name: z.string(), pid: z.int(), started: z.string() });
const ZRun = z.object({ supervisor: ZProcess, children: z.array(ZProcess) });

type Run = z.infer<typeof ZRun>;

const PATIENCE_MS = 10_000;

/** The hold of one supervisor on a home: nobody else starts there, and its children are noted. */
export type RunFile = {
  /** Notes a child, so that the next start finds it when this process is killed. */
  readonly note: (name: string, pid: number) => void;
  readonly release: () => void;
};

/**
 * Takes hold of a home. A supervisor that still runs there is given some seconds to end, then the
 * call throws; children of one that was killed are stopped first.
 */
export async function takeHome(
  home: string,
  log: (line: string) => void,
  patienceMs = PATIENCE_MS,
): Promise<RunFile> {
  mkdirSync(home, { recursive: true });
  const file = join(home, 'run.json');
  const own: Run = { supervisor: describe('supervisor', process.pid), children: [] };
  const deadline = Date.now() + patienceMs;
  let waited = false;
  while (!create(file, own)) {
    const other = read(file);
    if (other !== null && isAlive(other.supervisor.pid, other.supervisor.started)) {
      if (Date.now() > deadline) {
        throw new Error(
          `Toster already runs in ${home} (process ${other.supervisor.pid}). ` +
            'Stop that one first, or set another TOSTER_HOME and PORT.',
        );
      }
      if (!waited)
        log(`Process ${other.supervisor.pid} still runs in ${home}, waiting for its end`);
      waited = true;
      await new Promise((resolve) => setTimeout(resolve, 200));
    } else {
      if (other !== null) await stopLeftovers(other, log);
      rmSync(file, { force: true });
    }
  }
  return {
    note: (name, pid) => {
      own.children = own.children.filter((child) => child.name !== name);
      own.children.push(describe(name, pid));
      writeFileSync(`${file}.new`, JSON.stringify(own));
      renameSync(`${file}.new`, file);
    },
    release: () => rmSync(file, { force: true }),
  };
}

/** Asks a process to end and waits; kills it after the time. */
export async function stopProcess(pid: number, patienceMs: number): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    if (await waitUntilGone(pid, patienceMs)) return;
  }
}

async function stopLeftovers(run: Run, log: (line: string) => void): Promise<void> {
  const alive = run.children.filter((child) => isAlive(child.pid, child.started));
  if (alive.length > 0) {
    log(`Stopping what a killed start left behind: ${alive.map((child) => child.name).join(', ')}`);
  }
  await Promise.all(alive.map((child) => stopProcess(child.pid, 5000)));
}

function create(file: string, run: Run): boolean {
  try {
    const descriptor = openSync(file, 'wx', 0o600);
    writeFileSync(descriptor, JSON.stringify(run));
    closeSync(descriptor);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function read(file: string): Run | null {
  try {
    return ZRun.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

function describe(name: string, pid: number): z.infer<typeof ZProcess> {
  return { name, pid, started: processInfo(pid)?.started ?? '' };
}
