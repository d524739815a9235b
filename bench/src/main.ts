import { benchApi } from './api.ts';
import { benchAuth } from './auth.ts';
import { benchAuditPage } from './audit-page.ts';
import { benchCapture } from './capture.ts';
import { writeSection } from './document.ts';
import { readConsoleEnv, readJavascript } from './env.ts';
import { type Fixture, openFixture } from './fixture.ts';
import { benchLighthouse } from './lighthouse.ts';
import { benchLimits } from './limits.ts';
import { benchRequest } from './request.ts';
import { benchWall } from './wall.ts';

/**
 * Measures the parts that are named and prints a section for each; with `--write` each becomes its part of
 * docs/benchmarks.md. Started by `pnpm bench`, which gives the last four a console. `--quick` only shows that they work.
 */
const quick = process.argv.includes('--quick');
const database = (measure: (fixture: Fixture) => Promise<string>) => async () => {
  const fixture = await openFixture(false);
  try {
    return await measure(fixture);
  } finally {
    await fixture.close();
  }
};

const PARTS: Readonly<Record<string, () => Promise<string>>> = {
  wall: database(benchWall),
  capture: database((fixture) => benchCapture(fixture, false)),
  request: database(benchRequest),
  auth: database(benchAuth),
  limits: database(benchLimits),
  javascript: async () => readJavascript(),
  lighthouse: () => benchLighthouse(readConsoleEnv(), quick),
  'audit-page': () => benchAuditPage(readConsoleEnv(), quick),
  api: () => benchApi(readConsoleEnv(), quick),
};

for (const name of process.argv.slice(2).filter((word) => !word.startsWith('--'))) {
  const measure = PARTS[name];
  if (measure === undefined) throw new Error(`There is no part "${name}" to measure.`);
  const started = performance.now();
  const section = await measure();
  console.log(section);
  console.error(`${name}: ${((performance.now() - started) / 1_000).toFixed(0)} s`);
  if (process.argv.includes('--write')) writeSection(name, section);
}
