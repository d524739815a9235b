import { measureRoutes, overBudget, type RouteSize, tableOf } from '../bundle/measure.ts';
import { buildConsole, CONSOLE, isBuilt } from '../start/console-build.ts';
import { step } from '../steps.ts';
import { TEST_BUILD } from './console.ts';
import { FAILED, PASSED, type Tally } from './tally.ts';

/** Measures what every page loads in the production build and fails where it is more than the budget. */
export async function checkJavascript(signal: AbortSignal): Promise<Tally> {
  const sizes = await javascriptOfBuild(signal);
  console.log(tableOf(sizes));
  const over = overBudget(sizes);
  for (const sentence of over) console.error(`✗ ${sentence}`);
  return over.length === 0 ? PASSED : FAILED;
}

/** The first load of every page of the build that tests serve, which is made where it must. */
export async function javascriptOfBuild(signal: AbortSignal): Promise<readonly RouteSize[]> {
  if (!isBuilt(TEST_BUILD))
    await step('Building the console', () => buildConsole(TEST_BUILD, signal));
  return measureRoutes(CONSOLE, TEST_BUILD);
}
