import type { Stack } from './stack.ts';

/** Prints where the console is and who may sign in. */
export function announce(stack: Stack): void {
  const lines = ['', `  Toster is ready:  ${stack.url}`, ''];
  lines.push('  Ctrl-C stops it.', '');
  process.stdout.write(`${lines.join('\n')}\n`);
}
