// `npm run test:deep`: soaks, tamper matrices and long property runs (`*.deep.test.ts`).
import { section } from './steps.ts';
import { lastLine } from './test/tally.ts';
import { endTools } from './test/tools.ts';
import { runVitest } from './test/vitest.ts';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, endTools);

const tally = await section('Deep tests', () =>
  runVitest('vitest.deep.config.ts', process.argv.slice(2)),
);
if (tally.skipped > 0) console.log(`${tally.skipped} tests were skipped.`);
console.log(lastLine(tally));
process.exit(tally.failed === 0 ? 0 : 1);
