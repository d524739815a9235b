// Run by the test of run-file.ts in several processes: each takes and leaves the same home again
// and again, and says when somebody else was in it at the same time.
import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeHome } from './run-file.ts';

const [home = '', killed = '', milliseconds = ''] = process.argv.slice(2);
const inside = join(home, 'inside');
const end = Date.now() + Number(milliseconds);
const result = { taken: 0, shared: 0 };

while (Date.now() < end) {
  const run = await takeHome(home, () => undefined, -1).catch(() => undefined);
  if (run === undefined) continue;
  result.taken += 1;
  try {
    closeSync(openSync(inside, 'wx'));
    for (const until = Date.now() + 2; Date.now() < until;);
    rmSync(inside);
  } catch {
    result.shared += 1;
  }
  // Now and then it is left as by a killed process, or damaged.
  if (result.taken % 3 === 0) run.release();
  else writeFileSync(join(home, 'run.json'), result.taken % 3 === 1 ? killed : '');
}
console.log(JSON.stringify(result));
