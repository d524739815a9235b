import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.ts';
import { runTool } from '../test/tools.ts';

/** Programs that write files of the repository from its sources. Run again they must change nothing. */
export const GENERATORS: readonly string[] = [
  'packages/db/src/generate-migrations.ts',
  'scripts/generate-access-matrix.ts',
  'scripts/generate-api-docs.ts',
  'scripts/generate-adr-index.ts',
  'scripts/generate-settings.ts',
  'apps/admin/scripts/sync-messages.ts',
];

/**
 * Runs every generator and answers the files that it changed, made or took away: those were not up to date. They are
 * left as they should be. Throws with its output when a generator fails, as one that would have to ask somebody does.
 */
export async function findDrift(generators: readonly string[] = GENERATORS): Promise<string[]> {
  const before = stamps();
  for (const generator of generators) {
    const { code, output } = await runTool(process.execPath, [join(ROOT, generator)], {
      cwd: join(ROOT, generator.startsWith('packages/') ? 'packages/db' : '.'),
      quiet: true,
    });
    if (code !== 0) throw new Error(`${generator} failed.\n${output.slice(-4000)}`);
  }
  const after = stamps();
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).toSorted();
}

/** The digest of every file that git knows or would take. */
function stamps(): Map<string, string> {
  const names = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 28 },
  ).split('\0');
  const present = names.filter((name) => name !== '' && existsSync(join(ROOT, name)));
  return new Map(
    present
      .filter((name) => statSync(join(ROOT, name)).isFile())
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(ROOT, name)))
          .digest('hex'),
      ]),
  );
}
