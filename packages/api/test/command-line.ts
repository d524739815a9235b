import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { TEST_CONTEXT_KEYS } from '@toster/db/testing/settings';
import type { ImportStage } from '@toster/imports/testing/import-stage';

const CLI = join(import.meta.dirname, '..', 'src', 'cli', 'toster.ts');

/** Starts the command line over the stage's database. */
export function startToster(stage: ImportStage, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [CLI, ...args], {
    env: {
      TOSTER_ENV: 'local',
      DATABASE_URL_AUTH: stage.database.url('toster_auth'),
      DATABASE_URL_WORKER: stage.database.url('toster_worker'),
      TOSTER_CONTEXT_KEYS: TEST_CONTEXT_KEYS,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** What a command has said, once it has ended. */
export async function endOf(child: ChildProcess) {
  const [out, err, [code]] = await Promise.all([
    child.stdout ? text(child.stdout) : '',
    child.stderr ? text(child.stderr) : '',
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { out, err, code };
}

/** The arguments that import a file of orders under the owner's name. */
export const importArgs = (
  { org, locations, members }: Restaurant,
  path: string,
  ...more: readonly string[]
) => [
  'import',
  'orders',
  path,
  '--org',
  org.slug,
  '--location',
  locations[0].slug,
  '--as',
  members.owner.email,
  '--price',
  'line',
  '--placed-at',
  '2012-07-01',
  ...more,
];
