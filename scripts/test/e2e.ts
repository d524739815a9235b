import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nextFreePort } from '@toster/db/embedded/ports';
import { removeAbandoned, sweepAbandoned } from '@toster/db/embedded/server';
import { sourceFiles } from '../files.ts';
import { ROOT } from '../root.ts';
import { logFolder } from '../start/database.ts';
import { startStack } from '../start/stack.ts';
import { findChromium } from './chromium.ts';
import { countPlaywright } from './reports.ts';
import { FAILED, type Tally } from './tally.ts';
import { packageFile, REPORTS, runTool } from './tools.ts';

const E2E = join(ROOT, 'e2e');
const PREFIX = 'toster-e2e-';
const FIRST_PORT = 41_000;

/** Two runs at once start looking at different ports: building takes a minute, in which a free port may be taken. */
const firstPort = () => FIRST_PORT + (process.pid % 2_000);

/** Whether there is anything to run. */
export function hasSpecs(): boolean {
  return sourceFiles(E2E).some((file) => file.endsWith('.spec.ts'));
}

/** Runs the specs against a console of its own; its logs stay with the reports. */
export function runE2e(args: readonly string[], signal: AbortSignal): Promise<Tally> {
  return withConsole(signal, (env) => runPlaywright(['--reporter=list,json', ...args], env));
}

/** Takes the pictures of README and docs from a console of its own. */
export function takeScreenshots(args: readonly string[], signal: AbortSignal): Promise<Tally> {
  const config = '--config=screenshots.config.ts';
  return withConsole(signal, (env) =>
    runPlaywright([config, '--reporter=list,json', ...args], env),
  );
}

/**
 * Starts a console with port, data and build folder of its own for the time of `work`. Specs find it
 * by E2E_BASE_URL, the browser by E2E_CHROMIUM, data and mail by E2E_HOME, and the superuser's
 * database by E2E_DATABASE_URL.
 */
async function withConsole<T>(
  signal: AbortSignal,
  work: (env: Record<string, string>) => Promise<T>,
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
      distDir: '.next-test',
      fsync: false,
      inherit: false,
      signal,
    });
    try {
      return await work({
        E2E_BASE_URL: stack.url,
        E2E_CHROMIUM: chromium,
        E2E_HOME: home,
        E2E_DATABASE_URL: stack.deployment.adminUrl,
      });
    } finally {
      await stack.stop();
      cpSync(logFolder(home), join(REPORTS, 'e2e-logs'), { recursive: true });
    }
  } finally {
    await removeAbandoned(home);
  }
}

async function runPlaywright(args: readonly string[], env: Record<string, string>): Promise<Tally> {
  mkdirSync(REPORTS, { recursive: true });
  const report = join(REPORTS, 'playwright.json');
  rmSync(report, { force: true });
  const cli = packageFile(E2E, '@playwright/test/package.json', 'cli.js');
  const { code } = await runTool(process.execPath, [cli, 'test', ...args], {
    cwd: E2E,
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  if (!existsSync(report)) return FAILED;
  return countPlaywright(JSON.parse(readFileSync(report, 'utf8')), code);
}
