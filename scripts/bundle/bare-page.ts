import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.ts';
import { CONSOLE, NEXT } from '../start/console-build.ts';
import { runTool } from '../test/tools.ts';
import { measureRoutes } from './measure.ts';

// Inside the console's folder, so that it is built with the console's own Next and React.
const FOLDER = join(CONSOLE, '.next-bare');

const FILES: Readonly<Record<string, string>> = {
  'app/layout.tsx':
    'export default function Layout({ children }: { children: React.ReactNode }) {\n' +
    '  return <html lang="en"><body>{children}</body></html>;\n}\n',
  'app/page.tsx':
    "export const dynamic = 'force-dynamic';\n" +
    'export default function Page() {\n  return <h1>Hello</h1>;\n}\n',
  'next.config.mjs': `export default { turbopack: { root: ${JSON.stringify(ROOT)} }, typescript: { ignoreBuildErrors: true } };\n`,
};

/** Builds a page with one heading and measures it as the console's are; bytes. Throws with the end of Next's output. */
export async function measureBarePage(): Promise<number> {
  rmSync(FOLDER, { recursive: true, force: true });
  try {
    for (const [name, text] of Object.entries(FILES)) {
      mkdirSync(join(FOLDER, name, '..'), { recursive: true });
      writeFileSync(join(FOLDER, name), text);
    }
    const { code, output } = await runTool(process.execPath, [NEXT, 'build'], {
      cwd: FOLDER,
      quiet: true,
      env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    });
    if (code !== 0) throw new Error(`The bare page could not be built.\n${output.slice(-3000)}`);
    const page = measureRoutes(FOLDER, '.next').find(({ route }) => route === '/');
    if (page === undefined) throw new Error('The build of the bare page has no route "/".');
    return page.bytes;
  } finally {
    rmSync(FOLDER, { recursive: true, force: true });
  }
}
