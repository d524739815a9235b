import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nextFreePort } from '@toster/db/embedded/ports';
import { removeAbandoned, sweepAbandoned } from '@toster/db/embedded/server';
import { logFolder } from '../start/database.ts';
import { startStack } from '../start/stack.ts';
import { findChromium } from './chromium.ts';
import { REPORTS } from './tools.ts';

const PREFIX = 'toster-e2e-';
const FIRST_PORT = 41_000;

/** The build that tests and measurements serve; `npm start` has another. */
export const TEST_BUILD = '.next-test';

/** Two runs at once start looking at different ports: building takes a minute, in which a free port may be taken. */
const firstPort = () => FIRST_PORT + (process.pid % 2_000);

/** A console with worker and demo, and what reaches it. */
export type RunningConsole = {
  readonly url: string;
  readonly chromium: string;
  /** Data, secrets and mail. */
  readonly home: string;
  /** The database as a superuser. */
  readonly adminUrl: string;
};

/**
 * Starts a console with port, data and build folder of its own for the time of `work`.
 */
export async function withConsole<T>(
  signal: AbortSignal,
  work: (running: RunningConsole) => Promise<T>,
): Promise<T> {
  const chromium = await findChromium();
  await sweepAbandoned(tmpdir(), PREFIX);
  const home = mkdtempSync(join(tmpdir(), PREFIX));
  try {
    const stack = await startStack({
      home,
      port: await nextFreePort(firstPort()),
      environment: 'local',
      mode: 'built',
      distDir: TEST_BUILD,
      fsync: false,
      inherit: false,
      signal,
    });
    try {
      return await work({ url: stack.url, chromium, home, adminUrl: stack.deployment.adminUrl });
    } finally {
      await stack.stop();
      cpSync(logFolder(home), join(REPORTS, 'console-logs'), { recursive: true });
    }
  } finally {
    await removeAbandoned(home);
  }
}
