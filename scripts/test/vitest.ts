import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.ts';
import { countVitest } from './reports.ts';
import { FAILED, type Tally } from './tally.ts';
import { packageFile, REPORTS, runTool } from './tools.ts';

/** Runs Vitest with a config of the root and counts its tests. */
export async function runVitest(config: string, args: readonly string[]): Promise<Tally> {
  mkdirSync(REPORTS, { recursive: true });
  const report = join(REPORTS, `${config}.json`);
  rmSync(report, { force: true });
  const { code } = await runTool(process.execPath, [
    packageFile(ROOT, 'vitest/package.json', 'vitest.mjs'),
    'run',
    '--config',
    config,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  ]);
  if (!existsSync(report)) return FAILED;
  return countVitest(JSON.parse(readFileSync(report, 'utf8')), code);
}
