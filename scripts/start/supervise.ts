import { fail, remark, step } from '../steps.ts';
import { startStack, type Stack, type StackOptions } from './stack.ts';

const FORCE_AFTER_MS = 2000;

/**
 * Calls back once when this process is asked to end: Ctrl-C, TERM, HUP, or the loss of the
 * process that started it. A second Ctrl-C, some time later, ends it at once.
 */
export function onEndRequest(bootPid: number | undefined, end: () => void): void {
  let askedAt: number | undefined;
  const ask = () => {
    if (askedAt === undefined) {
      askedAt = Date.now();
      end();
    } else if (Date.now() - askedAt > FORCE_AFTER_MS) {
      process.exit(130);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
  if (bootPid === process.ppid) {
    const timer = setInterval(() => {
      if (process.ppid !== bootPid) ask();
    }, 1000);
    timer.unref();
  }
}

/** Starts a stack, keeps it running until it is asked to end, and sets the exit code. */
export async function supervise(
  options: Omit<StackOptions, 'signal'> & { readonly bootPid: number | undefined },
  announce: (stack: Stack) => void,
): Promise<void> {
  const asked = new AbortController();
  onEndRequest(options.bootPid, () => asked.abort());
  const ended = new Promise<void>((resolve) => {
    asked.signal.addEventListener('abort', () => resolve());
  });
  let stack: Stack | undefined;
  try {
    stack = await startStack({ ...options, signal: asked.signal });
    announce(stack);
    await Promise.race([ended, stack.failed]);
    await step('Stopping', stack.stop);
  } catch (error) {
    await stack?.stop();
    if (asked.signal.aborted) remark('Stopped before it was ready');
    else fail(error);
  }
}
