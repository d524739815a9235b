import { execFileSync, spawnSync } from 'node:child_process';

/** PostgreSQL refuses to run as root, so root runs it as this user. */
export type SystemUser = { readonly uid: number; readonly gid: number };

const NAME = 'postgres';

/**
 * The user PostgreSQL must run as: null when this process is not root and may run it itself.
 * As root the user `postgres` is created when the machine has none.
 */
export function serverUser(): SystemUser | null {
  if (process.getuid?.() !== 0) return null;
  return lookup() ?? create();
}

/** Whether the user can enter the folder, that is, search it and every folder above. */
export function canEnter(user: SystemUser | null, folder: string): boolean {
  if (user === null) return true;
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...user, cwd: '/' }).status === 0;
}

/** Whether the user can run the program. */
export function canRun(user: SystemUser | null, program: string): boolean {
  if (user === null) return true;
  return spawnSync(program, ['--version'], { ...user, cwd: '/' }).status === 0;
}

function lookup(): SystemUser | null {
  const id = (flag: string) =>
    Number.parseInt(
      execFileSync('id', [flag, NAME], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
      10,
    );
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return null;
  }
}

function create(): SystemUser {
  // Debian and Red Hat have useradd, Alpine has only adduser.
  const attempts = [
    ['useradd', '--system', '--user-group', '--no-create-home', NAME],
    ['adduser', '-S', '-D', '-H', NAME],
  ];
  const failures: string[] = [];
  for (const [program = '', ...args] of attempts) {
    const result = spawnSync(program, args, { encoding: 'utf8' });
    failures.push(`${program}: ${result.error?.message ?? result.stderr.trim()}`);
    const user = lookup();
    if (user !== null) return user;
  }
  throw new Error(
    `PostgreSQL cannot run as root and the user "${NAME}" could not be created ` +
      `(${failures.join('; ')}). Create it, or start as an ordinary user.`,
  );
}
