import { measureRoutes, overBudget, tableOf } from '../bundle/measure.ts';
import { buildConsole, CONSOLE, isBuilt } from '../start/console-build.ts';
import { step } from '../steps.ts';
import { FAILED, PASSED, type Tally } from './tally.ts';

/** The build the browser tests use as well. */
const DIST = '.next-test';

/** Measures what every page loads in the production build and fails where it is more than the budget. */
export async function checkJavascript(signal: AbortSignal): Promise<Tally> {
  if (!isBuilt(DIST)) await step('Building the console', () => buildConsole(DIST, signal));
  const sizes = measureRoutes(CONSOLE, DIST);
  console.log(tableOf(sizes));
  const over = overBudget(sizes);
  for (const sentence of over) console.error(`✗ ${sentence}`);
  return over.length === 0 ? PASSED : FAILED;
}
