import { api } from '#server/api.ts';

/**
 * Ends the process when it could not serve, with the names of what is missing or not fit and no value. By itself Next
 * would go on listening and answer everything with an error.
 */
export function assertReady(): void {
  try {
    api().assertEnvironment();
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown';
    process.stderr.write(`the console cannot start: ${why}\n`);
    process.exit(1);
  }
}
