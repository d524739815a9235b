import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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
  // Written whole under a name of its own first: nobody ever reads a file that is half there.
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, JSON.stringify(own), { mode: 0o600 });
  try {
    while (!link(draft, file)) {
      const text = read(file);
      if (text === null) continue;
      const other = parse(text);
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
        await pause(200);
      } else {
        if (other !== null) await stopLeftovers(other, log);
        if (replace(file, text, draft)) break;
        await pause(10);
      }
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    note: (name, pid) => {
      own.children = own.children.filter((child) => child.name !== name);
      own.children.push(describe(name, pid));
      writeFileSync(`${file}.new`, JSON.stringify(own), { mode: 0o600 });
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

/**
 * Puts the draft in the place of a file that still holds this text. Of several starts that found
 * the same remains one goes first; the others then see its file.
 */
function replace(file: string, text: string, draft: string): boolean {
  const lock = `${file}.lock`;
  if (!link(draft, lock)) {
    const holder = parse(read(lock) ?? '');
    // Killed within these few lines, which nobody else may be in.
    if (holder !== null && !isAlive(holder.supervisor.pid, holder.supervisor.started))
      rmSync(lock, { force: true });
    return false;
  }
  try {
    if (read(file) !== text) return false;
    renameSync(draft, file);
    return true;
  } finally {
    rmSync(lock);
  }
}

/** Gives the file a further name; false when somebody has that one already. */
function link(file: string, name: string): boolean {
  try {
    linkSync(file, name);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function parse(text: string): Run | null {
  try {
    return ZRun.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function describe(name: string, pid: number): z.infer<typeof ZProcess> {
  return { name, pid, started: processInfo(pid)?.started ?? '' };
}
