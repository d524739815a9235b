import { assertReady } from '#ready';

/**
 * Next calls this once, before it listens. A console whose environment is missing something, or whose secrets are not fit
 * for where it runs, ends here with their names instead of answering its first visitor with an error.
 */
export function register(): void {
  assertReady();
}
