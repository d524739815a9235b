// `pnpm bench [part…] [--write] [--quick]`: measures, prints, and with --write renews its parts of docs/benchmarks.md.
import { join } from 'node:path';
import { tableOf } from './bundle/measure.ts';
import { measureBarePage } from './bundle/bare-page.ts';
import { ROOT } from './root.ts';
import { fail, section, step } from './steps.ts';
import { withConsole } from './test/console.ts';
import { javascriptOfBuild } from './test/javascript.ts';
import { endTools, runTool } from './test/tools.ts';

/** What each part needs beside the package `bench`. */
const PARTS = {
  wall: 'nothing',
  capture: 'nothing',
  request: 'nothing',
  auth: 'nothing',
  limits: 'nothing',
  javascript: 'a build',
  lighthouse: 'a console',
  'audit-page': 'a console',
  api: 'a console',
} as const;

const asked = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    asked.abort();
    endTools();
  });
}

const words = process.argv.slice(2);
const options = words.filter((word) => word.startsWith('--'));
const chosen = words.filter((word) => !word.startsWith('--'));
const names = Object.keys(PARTS).filter(
  (name): name is keyof typeof PARTS => chosen.length === 0 || chosen.includes(name),
);

async function measure(parts: readonly string[], env: Record<string, string> = {}): Promise<void> {
  const main = join(ROOT, 'bench', 'src', 'main.ts');
  const { code } = await runTool(process.execPath, [main, ...parts, ...options], { env });
  if (code !== 0) throw new Error(`${parts.join(', ')} could not be measured.`);
}

try {
  const unknown = chosen.filter((name) => !Object.hasOwn(PARTS, name));
  const wrong = options.filter((option) => option !== '--write' && option !== '--quick');
  if (unknown.length > 0 || wrong.length > 0) {
    throw new Error(`Usage: pnpm bench [${Object.keys(PARTS).join('|')}…] [--write] [--quick]`);
  }
  const needing = (what: string) => names.filter((name) => PARTS[name] === what);
  if (needing('nothing').length > 0) {
    await section('Database and API without a browser', () => measure(needing('nothing')));
  }
  if (needing('a build').length > 0) {
    const bare = await step('A page that shows one heading', measureBarePage);
    const table = tableOf(await javascriptOfBuild(asked.signal));
    const title = '### JavaScript of the first load of every page';
    const note = `Gzip, as the server sends it. A page with one heading loads ${(bare / 1000).toFixed(1)} kB; a page may load 110 kB more.`;
    await measure(['javascript'], { BENCH_JAVASCRIPT: `${title}\n\n${note}\n\n${table}` });
  }
  if (needing('a console').length > 0) {
    await section('The running console', () =>
      withConsole(asked.signal, ({ url, chromium, home, adminUrl }) =>
        measure(needing('a console'), {
          BENCH_BASE_URL: url,
          BENCH_CHROMIUM: chromium,
          BENCH_HOME: home,
          BENCH_DATABASE_URL: adminUrl,
        }),
      ),
    );
  }
} catch (error) {
  fail(error);
}
process.exit();
