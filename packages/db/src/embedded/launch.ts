import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import type { Binaries } from './binaries.ts';
import { serverEnvironment } from './env.ts';
import { findPostmaster } from './postmaster.ts';
import type { SystemUser } from './system-user.ts';

/** A server process that accepts connections. */
export type Launched = {
  readonly pid: number;
  readonly port: number;
  readonly ended: Promise<void>;
  readonly signal: (name: NodeJS.Signals) => void;
  /** Keeps this process alive until the server has ended, for a stop in progress. */
  readonly hold: () => void;
};

/** What became of a launch; `logTail` is what the server wrote since. */
export type LaunchResult =
  | { readonly kind: 'ready'; readonly launched: Launched }
  | { readonly kind: 'port-taken' | 'memory-in-use' | 'failed'; readonly logTail: string };

const START_TIMEOUT_MS = 120_000;
const MAX_LOG_BYTES = 10_000_000;

/** Starts the server process and waits until it is ready or has ended. */
export async function launch(options: {
  binaries: Binaries;
  dataFolder: string;
  logFile: string;
  port: number;
  fsync: boolean;
  user: SystemUser | null;
}): Promise<LaunchResult> {
  const { dataFolder, logFile, port, user } = options;
  const logStart = logSize(logFile) > MAX_LOG_BYTES ? 0 : logSize(logFile);
  // The log goes to a file, not a pipe: the server must be able to write it after this process
  // was killed.
  const output = openSync(logFile, logStart === 0 ? 'w' : 'a', 0o600);
  const child = spawn(
    options.binaries.postgres,
    ['-D', dataFolder, '-p', String(port), ...settings(options.fsync)],
    {
      ...user,
      cwd: '/',
      detached: true,
      stdio: ['ignore', output, output],
      env: serverEnvironment(),
    },
  );
  closeSync(output);
  let gone = false;
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      gone = true;
      resolve();
    };
    child.once('exit', end);
    child.once('error', end);
  });

  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!gone && child.pid !== undefined) {
    const postmaster = findPostmaster(dataFolder);
    if (postmaster?.pid === child.pid && postmaster.ready) {
      child.unref();
      const launched = {
        pid: child.pid,
        port,
        ended,
        signal: (name: NodeJS.Signals) => void child.kill(name),
        hold: () => child.ref(),
      };
      return { kind: 'ready', launched };
    }
    if (Date.now() > deadline) child.kill('SIGQUIT');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await ended;
  const logTail = readFileSync(logFile).subarray(logStart).toString('utf8').trim().slice(-4000);
  return { kind: reason(logTail), logTail };
}

/** Settings beyond the defaults: loopback only, UTC, and a fair size for one developer's machine. */
function settings(fsync: boolean): string[] {
  const values: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '256MB',
    effective_cache_size: '1GB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    random_page_cost: '1.1',
    max_wal_size: '2GB',
    wal_compression: 'on',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %q%u@%d ',
    // Statements hold personal data: the log names the error, never the text.
    log_min_error_statement: 'panic',
    log_statement: 'none',
    ...(fsync ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function reason(logTail: string): 'port-taken' | 'memory-in-use' | 'failed' {
  if (/Address already in use|could not create any TCP\/IP sockets/.test(logTail)) {
    return 'port-taken';
  }
  return logTail.includes('pre-existing shared memory block') ? 'memory-in-use' : 'failed';
}

function logSize(logFile: string): number {
  try {
    return statSync(logFile).size;
  } catch {
    return 0;
  }
}
