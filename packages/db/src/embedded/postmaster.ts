import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, processInfo, waitUntilGone } from './process-info.ts';

const pidFile = (dataFolder: string) => join(dataFolder, 'postmaster.pid');

/** A live PostgreSQL server over a data folder. */
export type Postmaster = { readonly pid: number; readonly port: number; readonly ready: boolean };

/**
 * The server that runs over this data folder, read from its `postmaster.pid`. Answers null for a
 * file left by a killed server, also when its pid belongs to another program by now.
 */
export function findPostmaster(dataFolder: string): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(pidFile(dataFolder), 'utf8').split('\n');
  } catch {
    return null;
  }
  // Lines: pid, data folder, start time, port, socket folder, address, shared memory, status.
  const pid = Number.parseInt(lines[0] ?? '', 10);
  const port = Number.parseInt(lines[3] ?? '', 10);
  const info = processInfo(pid);
  if (info === null || !info.command.includes('postgres')) return null;
  return { pid, port, ready: lines[7]?.trim() === 'ready' };
}

/**
 * Removes a left-over `postmaster.pid` whose pid belongs to another live program by now: PostgreSQL
 * would take that program for itself and refuse to start. A file with a dead pid stays, because
 * PostgreSQL reads from it whether backends of the dead server still hold its memory.
 */
export function removeForeignPidFile(dataFolder: string): void {
  const file = pidFile(dataFolder);
  if (!existsSync(file) || findPostmaster(dataFolder) !== null) return;
  if (isAlive(Number.parseInt(readFileSync(file, 'utf8'), 10))) rmSync(file);
}

/**
 * Stops the server over this data folder and waits for its end: fast shutdown (SIGINT, sessions
 * are ended, a checkpoint is written), then immediate (SIGQUIT) if it does not end.
 * Answers whether there was one.
 */
export async function stopPostmaster(dataFolder: string, patienceMs = 30_000): Promise<boolean> {
  const running = findPostmaster(dataFolder);
  if (running === null) return false;
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    sendSignal(running.pid, signal);
    if (await waitUntilGone(running.pid, patienceMs)) return true;
  }
  throw new Error(`The PostgreSQL server with pid ${running.pid} does not stop.`);
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ESRCH') return;
    throw new Error(`The PostgreSQL server with pid ${pid} cannot be stopped (${String(code)}).`, {
      cause: error,
    });
  }
}
