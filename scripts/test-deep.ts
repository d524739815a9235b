// `npm run test:deep`: soaks, tamper matrices and long property runs (`*.deep.test.ts`), then the specs tagged `@deep`.
// With arguments only the former, which they choose from.
import { section } from './steps.ts';
import { runE2e } from './test/e2e.ts';
import { lastLine, sum, type Tally } from './test/tally.ts';
import { endTools } from './test/tools.ts';
import { runVitest } from './test/vitest.ts';

const asked = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    asked.abort();
    endTools();
  });
}

const args = process.argv.slice(2);
const tallies: Tally[] = [
  await section('Deep tests', () => runVitest('vitest.deep.config.ts', args)),
];
if (args.length === 0 && !asked.signal.aborted)
  tallies.push(await section('Deep end-to-end tests', () => runE2e([], 'deep', asked.signal)));

const tally = sum(tallies);
if (tally.skipped > 0) console.log(`${tally.skipped} tests were skipped.`);
console.log(lastLine(tally));
process.exit(tally.failed === 0 && !asked.signal.aborted ? 0 : 1);
