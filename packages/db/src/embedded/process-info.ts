import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { serverEnvironment } from './env.ts';

/** What identifies a running process: its pid alone may have been given to another one since. */
export type ProcessInfo = {
  readonly pid: number;
  /** Opaque start mark: equal for the same process, different for a later one with the same pid. */
  readonly started: string;
  readonly command: string;
};

/**
 * Describes a live process. Answers null when there is none, or only a zombie that its parent has
 * not collected yet.
 */
export function processInfo(pid: number): ProcessInfo | null {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

/** Whether the process with this start mark still lives. */
export function isAlive(pid: number, started?: string): boolean {
  const info = processInfo(pid);
  return info !== null && (started === undefined || info.started === started);
}

/** Waits until the process is gone; answers false when it still lives after the time. */
export async function waitUntilGone(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return true;
}

// proc(5): the command name in parentheses may itself hold spaces and parentheses, so fields are
// counted from the last one. Field 3 is the state, field 22 the start time in clock ticks.
function fromProc(pid: number): ProcessInfo | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const started = fields[19];
    if (fields[0] === 'Z' || fields[0] === 'X' || started === undefined) return null;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { pid, started, command };
  } catch {
    return null;
  }
}

function fromPs(pid: number): ProcessInfo | null {
  try {
    const options = { encoding: 'utf8', env: serverEnvironment() } as const;
    const state = execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], options).trim();
    if (state === '' || state.startsWith('Z')) return null;
    const started = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], options).trim();
    const command = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], options).trim();
    return { pid, started, command };
  } catch {
    return null;
  }
}
