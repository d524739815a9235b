// `npm test`: every check in order, then one line with the sum. `npm test -- lint unit` runs only
// the named ones; arguments after a second `--` go to the last of them.
import { fail, messageOf, section } from './steps.ts';
import { hasSpecs, runE2e } from './test/e2e.ts';
import { checkJavascript } from './test/javascript.ts';
import { runStaticCheck, STATIC_CHECKS } from './test/static-checks.ts';
import { ensureRedis } from './test/redis.ts';
import { FAILED, lastLine, sum, type Tally } from './test/tally.ts';
import { endTools } from './test/tools.ts';
import { runVitest } from './test/vitest.ts';

const asked = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    asked.abort();
    endTools();
  });
}

const separator = process.argv.indexOf('--', 2);
const names = process.argv.slice(2, separator === -1 ? undefined : separator);
const rest = separator === -1 ? [] : process.argv.slice(separator + 1);

const lanes: Record<string, () => Promise<Tally>> = {
  ...Object.fromEntries(
    Object.entries(STATIC_CHECKS).map(([name, check]) => [name, () => runStaticCheck(check)]),
  ),
  unit: () =>
    section('Unit and database tests', async () => {
      await ensureRedis();
      return runVitest('vitest.config.ts', rest);
    }),
  javascript: () => section('JavaScript per page', () => checkJavascript(asked.signal)),
  e2e: async () => {
    if (!hasSpecs()) throw new Error('There are no end-to-end specs in e2e.');
    return section('End-to-end tests', () => runE2e(rest, 'quick', asked.signal));
  },
};

const unknown = names.filter((name) => !(name in lanes));
if (unknown.length > 0) {
  fail(`There is no check "${unknown.join(', ')}"; there are ${Object.keys(lanes).join(', ')}.`);
  process.exit();
}

const started = performance.now();
const tallies: Tally[] = [];
for (const [name, run] of Object.entries(lanes)) {
  if (asked.signal.aborted || (names.length > 0 && !names.includes(name))) continue;
  try {
    tallies.push(await run());
  } catch (error) {
    console.error(`✗ ${messageOf(error)}`);
    tallies.push(FAILED);
  }
}

const total = sum(tallies);
console.log(`\nTook ${((performance.now() - started) / 1000).toFixed(0)} s.`);
if (total.skipped > 0) console.log(`${total.skipped} tests were skipped.`);
console.log(lastLine(total));
process.exit(total.failed === 0 && !asked.signal.aborted ? 0 : 1);
