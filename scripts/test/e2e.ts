import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sourceFiles } from '../files.ts';
import { ROOT } from '../root.ts';
import { type RunningConsole, withConsole } from './console.ts';
import { countPlaywright } from './reports.ts';
import { checkLeaks } from './leaks.ts';
import { FAILED, sum, type Tally } from './tally.ts';
import { packageFile, REPORTS, runTool } from './tools.ts';

const E2E = join(ROOT, 'e2e');
/** Whether there is anything to run. */
export function hasSpecs(): boolean {
  return sourceFiles(E2E).some((file) => file.endsWith('.spec.ts'));
}

/** Which specs run: those of every push, or those that take long. */
export type Lane = 'quick' | 'deep';

/**
 * Runs the specs of a lane against a console of its own, and looks through its logs for what must not be there; they
 * stay with the reports.
 */
export function runE2e(args: readonly string[], lane: Lane, signal: AbortSignal): Promise<Tally> {
  return withConsole(signal, async (running) => {
    const specs = await runPlaywright(['--reporter=list,json', ...args], lane, running);
    return sum([specs, await checkLeaks(running)]);
  });
}

/** Takes the pictures of README and docs from a console of its own. */
export function takeScreenshots(args: readonly string[], signal: AbortSignal): Promise<Tally> {
  const config = '--config=screenshots.config.ts';
  return withConsole(signal, (running) =>
    runPlaywright([config, '--reporter=list,json', ...args], 'quick', running),
  );
}

async function runPlaywright(
  args: readonly string[],
  lane: Lane,
  { url, chromium, home, adminUrl }: RunningConsole,
): Promise<Tally> {
  mkdirSync(REPORTS, { recursive: true });
  const report = join(REPORTS, 'playwright.json');
  rmSync(report, { force: true });
  const cli = packageFile(E2E, '@playwright/test/package.json', 'cli.js');
  const { code } = await runTool(process.execPath, [cli, 'test', ...args], {
    cwd: E2E,
    env: {
      E2E_BASE_URL: url,
      E2E_CHROMIUM: chromium,
      E2E_HOME: home,
      E2E_DATABASE_URL: adminUrl,
      E2E_LANE: lane,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    },
  });
  if (!existsSync(report)) return FAILED;
  return countPlaywright(JSON.parse(readFileSync(report, 'utf8')), code);
}
