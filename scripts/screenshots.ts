// `pnpm screenshots`: takes the pictures in docs/screenshots anew, from a console with the demo data.
import { messageOf, section } from './steps.ts';
import { takeScreenshots } from './test/e2e.ts';
import { endTools } from './test/tools.ts';

const asked = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    asked.abort();
    endTools();
  });
}

try {
  const { failed } = await section('Screenshots', () =>
    takeScreenshots(process.argv.slice(2), asked.signal),
  );
  process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
  console.error(`✗ ${messageOf(error)}`);
  process.exitCode = 1;
}
process.exit();
