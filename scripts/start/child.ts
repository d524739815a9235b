import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stopProcess } from './run-file.ts';

/** What to run and how. */
export type ChildOptions = {
  readonly name: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Where its output goes; the terminal when absent. */
  readonly logFile?: string;
  readonly onStart: (pid: number) => void;
  readonly log: (line: string) => void;
};

/** A Node process that is started again when it ends by itself. */
export type Child = {
  /** Rejects, with the end of its log, when it ended before `settled` was called. */
  readonly failed: Promise<never>;
  /** From here on a crash means a restart, not a failure. */
  readonly settled: () => void;
  /** Ends it and starts no other. */
  readonly stop: () => Promise<void>;
};

/** Loaded before a child's own code: ends the child when its supervisor was killed. */
export const WATCH_PARENT = fileURLToPath(new URL('watch-parent.ts', import.meta.url));
const STOP_PATIENCE_MS = 8000;
const MAX_DELAY_MS = 30_000;
const STEADY_MS = 60_000;
const MAX_LOG_BYTES = 10_000_000;

/** Starts a Node process in a process group of its own, so that Ctrl-C reaches only its supervisor. */
export function startChild(options: ChildOptions): Child {
  const { name, log } = options;
  let current: ChildProcess;
  let stopping = false;
  let isSettled = false;
  let delayMs = 500;
  let timer: NodeJS.Timeout | undefined;
  const { promise: failed, reject } = Promise.withResolvers<never>();
  failed.catch(() => undefined);

  const start = () => {
    const startedAt = Date.now();
    current = launch(options);
    if (current.pid !== undefined) options.onStart(current.pid);
    current.once('exit', (code, signal) => {
      if (stopping) return;
      const how = signal === null ? `ended with code ${code}` : `was ended by ${signal}`;
      const text = `The ${name} ${how}.${tail(options.logFile)}`;
      if (!isSettled) {
        reject(new Error(text));
        return;
      }
      if (Date.now() - startedAt > STEADY_MS) delayMs = 500;
      log(`${text}\n  Starting it again in ${delayMs / 1000} s`);
      timer = setTimeout(start, delayMs);
      delayMs = Math.min(delayMs * 2, MAX_DELAY_MS);
    });
  };
  start();

  return {
    failed,
    settled: () => {
      isSettled = true;
    },
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      if (current.pid !== undefined && current.exitCode === null && current.signalCode === null) {
        await stopProcess(current.pid, STOP_PATIENCE_MS);
      }
    },
  };
}

function launch({ args, cwd, env, logFile }: ChildOptions): ChildProcess {
  const output = logFile === undefined ? undefined : openLog(logFile);
  const child = spawn(process.execPath, ['--import', WATCH_PARENT, ...args], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', output ?? 'inherit', output ?? 'inherit'],
  });
  child.once('error', () => child.emit('exit', 1, null));
  if (output !== undefined) closeSync(output);
  return child;
}

function openLog(logFile: string): number {
  mkdirSync(dirname(logFile), { recursive: true });
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  return openSync(logFile, size > MAX_LOG_BYTES ? 'w' : 'a', 0o600);
}

function tail(logFile: string | undefined): string {
  if (logFile === undefined) return '';
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-20);
  return ` Its log (${logFile}) ends with:\n${lines.map((line) => `    ${line}`).join('\n')}`;
}
