import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { SUPERUSER } from './admin-url.ts';
import type { Binaries } from './binaries.ts';
import { serverEnvironment } from './env.ts';
import type { SystemUser } from './system-user.ts';

const run = promisify(execFile);

/**
 * Makes the data folder. Texts are UTF-8 and sort by code point on every machine; the built-in
 * provider of PostgreSQL knows letter case beyond ASCII without the machine's locales.
 */
export async function initialise(options: {
  binaries: Binaries;
  dataFolder: string;
  password: string;
  user: SystemUser | null;
}): Promise<void> {
  const { binaries, dataFolder, password, user } = options;
  // Renamed when complete: a killed initdb must not pass for a data folder.
  const unfinished = `${dataFolder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  const passwordFile = join(dirname(dataFolder), `password-${randomBytes(6).toString('hex')}`);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    if (user !== null) {
      chownSync(unfinished, user.uid, user.gid);
      chownSync(passwordFile, user.uid, user.gid);
    }
    await run(
      binaries.initdb,
      [
        `--pgdata=${unfinished}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-sync',
      ],
      { ...user, cwd: '/', env: serverEnvironment() },
    );
    renameSync(unfinished, dataFolder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    const output = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    throw new Error(`The data folder ${dataFolder} could not be made.\n${output.trim()}`, {
      cause: error,
    });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}
