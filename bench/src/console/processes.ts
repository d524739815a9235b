import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ConsoleUnderTest } from '../env.ts';

const ZRun = z.object({ children: z.array(z.object({ name: z.string(), pid: z.int() })) });

/** The process of the console. */
export function consolePid(target: ConsoleUnderTest): number {
  const run = ZRun.parse(JSON.parse(readFileSync(join(target.home, 'run.json'), 'utf8')));
  const child = run.children.findLast(({ name }) => name === 'console');
  if (child === undefined) throw new Error('The console does not run.');
  return child.pid;
}

/** CPU seconds used so far by the console, by PostgreSQL with all its backends, and by this process, which makes the load. */
export function cpuSeconds(
  console: number,
  postmaster: number,
): Readonly<Record<'console' | 'database' | 'load', number>> {
  return {
    console: ticksOf(console) / TICKS_PER_SECOND,
    database:
      [postmaster, ...childrenOf(postmaster)].reduce((sum, pid) => sum + ticksOf(pid), 0) /
      TICKS_PER_SECOND,
    load: (process.cpuUsage().user + process.cpuUsage().system) / 1e6,
  };
}

/** The process that started another: of a backend, the PostgreSQL server. */
export function parentOf(pid: number): number {
  return Number(statOf(pid)[1]);
}

/** Linux reports in hundredths of a second. */
const TICKS_PER_SECOND = 100;

/** utime and stime, fields 14 and 15 of /proc/<pid>/stat (proc_pid_stat(5)); 0 when the process has ended. */
function ticksOf(pid: number): number {
  const fields = statOf(pid);
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

/** The fields from the state on: the name before it may hold spaces and brackets. */
function statOf(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
