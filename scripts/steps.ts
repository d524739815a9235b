const terminal = process.stdout.isTTY;

/** Changes the text behind a running step, for progress. */
export type Update = (detail: string) => void;

/** Prints a step while it runs and how long it took; a failure is marked and passed on. */
export async function step<T>(title: string, run: (update: Update) => Promise<T>): Promise<T> {
  const started = performance.now();
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  const line = (mark: string, detail: string) => {
    process.stdout.write(`${terminal ? '\r\u001B[2K' : ''}${mark} ${title}${detail}\n`);
  };
  process.stdout.write(terminal ? `· ${title} …` : `· ${title} …\n`);
  try {
    const result = await run((detail) => {
      if (terminal) process.stdout.write(`\r\u001B[2K· ${title} … ${detail}`);
    });
    line('✓', ` (${seconds()})`);
    return result;
  } catch (error) {
    line('✗', ` (${seconds()})`);
    throw error;
  }
}

/** Prints a heading before what prints for itself, and how long it took after it. */
export async function section<T>(title: string, run: () => Promise<T>): Promise<T> {
  const started = performance.now();
  console.log(`\n${title}`);
  try {
    return await run();
  } finally {
    console.log(`${title}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
}

/** Prints a remark of its own line, also in the middle of a step. */
export function remark(text: string): void {
  process.stdout.write(`${terminal ? '\r\u001B[2K' : ''}  ${text}\n`);
}

/** The message of whatever was thrown and of what caused it, without a stack. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}\n${messageOf(error.cause)}`;
}

/** Prints why it cannot go on and sets the exit code. */
export function fail(error: unknown): void {
  process.stderr.write(`\n✗ ${messageOf(error)}\n`);
  process.exitCode = 1;
}
