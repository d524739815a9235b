import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.ts';
import { remark } from '../steps.ts';
import { packageFile, runTool } from './tools.ts';

const E2E = join(ROOT, 'e2e');
const DOWNLOAD_TIMEOUT_MS = 15_000;
/** Chromium without the windows and menus of a desktop takes half the time for the same pages. */
const SHELL = '/usr/bin/chromium-headless-shell';
const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Packages of the distribution, the lighter one first; not every distribution has both. */
const PACKAGES = ['chromium-headless-shell', 'chromium'];

/**
 * Finds a Chromium that runs: the headless one, else Playwright's own, else the system's, else the one Playwright
 * downloads within 15 seconds, else the distribution's package. Throws with what to do when there is none.
 */
export async function findChromium(): Promise<string> {
  const own = await ownPath();
  const present = [SHELL, own, ...SYSTEM].find(runs);
  if (present !== undefined) return present;

  remark('Downloading Chromium');
  const cli = packageFile(E2E, '@playwright/test/package.json', 'cli.js');
  await runTool(process.execPath, [cli, 'install', 'chromium', '--no-shell'], {
    quiet: true,
    timeoutMs: DOWNLOAD_TIMEOUT_MS,
  });
  if (runs(own)) return own;

  remark('It does not come or does not run; installing the package of the distribution');
  await runTool('apt-get', ['update'], { quiet: true });
  let said = '';
  for (const name of PACKAGES) {
    const { output } = await runTool(
      'apt-get',
      ['install', '-y', '--no-install-recommends', name],
      { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } },
    );
    said = output;
    const installed = [SHELL, ...SYSTEM].find(runs);
    if (installed !== undefined) return installed;
  }
  throw new Error(
    `There is no Chromium and none could be installed:\n${said.slice(-1000)}\n` +
      'Install Chromium or Google Chrome and run the tests again.',
  );
}

/** Downloaded browsers may lack libraries of the system. */
function runs(path: string): boolean {
  return existsSync(path) && spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0;
}

/** Where Playwright keeps its browser; the path is answered also when nothing is there. */
async function ownPath(): Promise<string> {
  const ask = `import { chromium } from '@playwright/test'; console.log(chromium.executablePath())`;
  const args = ['--input-type=module', '--eval', ask];
  const { output } = await runTool(process.execPath, args, { cwd: E2E, quiet: true });
  return output.trim();
}
