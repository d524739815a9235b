import { UnsoundSecrets } from '@toster/crypto/secret-policy';
import { describeFailure } from '@toster/dispatch/log';
import { readWorkerEnv } from './env.ts';
import { writeLog } from './log.ts';
import { runWorker, type RunningWorker } from './worker.ts';

let running: RunningWorker | null = null;
let stopping = false;

/** The first signal stops in order; before the start is done, or at a second one, the process ends at once. */
function stop(): void {
  if (running === null || stopping) process.exit(stopping ? 1 : 0);
  stopping = true;
  running.stop().then(
    () => process.exit(0),
    (error: unknown) => die('worker.stop_failed', error),
  );
}

/** What was thrown may quote personal data: its class and code are all that is written. */
function die(event: string, error: unknown): never {
  writeLog({ level: 'error', event, facts: describeFailure(error) });
  process.exit(1);
}

process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.on('uncaughtException', (error) => die('worker.crashed', error));

try {
  const env = readWorkerEnv();
  running = await runWorker(env, writeLog);
} catch (error) {
  // The messages of a bad environment name variables and no values.
  if (error instanceof UnsoundSecrets) {
    process.stderr.write(`the worker cannot start: ${error.message}\n`);
  } else if (error instanceof Error && error.message.startsWith('the worker cannot start')) {
    process.stderr.write(`${error.message}\n`);
  }
  die('worker.start_failed', error);
}
