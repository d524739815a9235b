import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { stopPostmaster } from './postmaster.ts';
import { canEnter, type SystemUser } from './system-user.ts';

const ZPlace = z.object({
  /** Holds `data`, `server.log` and `owner.json`. */
  folder: z.string(),
  password: z.string(),
});

/** Where the server of a home keeps its data, and its superuser's password. */
export type Place = z.infer<typeof ZPlace>;

/** Where programs and data go when user postgres cannot reach the repository or the home. */
export const SYSTEM_FOLDER = '/var/lib/toster';

const MARKER = 'postgres.json';

/** Reads the place of a home, or null when no server was ever started there. */
export function readPlace(home: string): Place | null {
  const marker = join(home, MARKER);
  if (!existsSync(marker)) return null;
  const place = ZPlace.parse(JSON.parse(readFileSync(marker, 'utf8')));
  return existsSync(place.folder) ? place : null;
}

/**
 * Reads the place of a home or settles it: `<home>/postgres`, or, when the server's user cannot
 * reach the home, a system folder keyed by the home's path. Data left there by a home that was
 * deleted since are removed: nobody has their password or keys any more.
 */
export async function settlePlace(
  home: string,
  user: SystemUser | null,
  log: (line: string) => void,
): Promise<Place> {
  const known = readPlace(home);
  if (known !== null) return known;

  mkdirSync(home, { recursive: true });
  let folder = join(home, 'postgres');
  // Passing through a folder shows nothing of it: the secrets in it stay readable to their owner.
  if (!canEnter(user, home) && canEnter(user, dirname(home))) chmodSync(home, 0o711);
  if (!canEnter(user, home)) {
    const key = createHash('sha256').update(realpathSync(home)).digest('hex').slice(0, 12);
    mkdirSync(SYSTEM_FOLDER, { recursive: true, mode: 0o755 });
    await removeForsaken(key);
    folder = join(SYSTEM_FOLDER, `${key}-${randomBytes(4).toString('hex')}`);
    log(`User postgres cannot reach ${home}: the data folder is ${folder}`);
  }
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  if (user !== null) chownSync(folder, user.uid, user.gid);
  const place = { folder, password: randomBytes(24).toString('base64url') };
  writeFileSync(join(home, MARKER), `${JSON.stringify(place, null, 2)}\n`, { mode: 0o600 });
  return place;
}

async function removeForsaken(key: string): Promise<void> {
  for (const name of readdirSync(SYSTEM_FOLDER)) {
    if (!name.startsWith(`${key}-`)) continue;
    const folder = join(SYSTEM_FOLDER, basename(name));
    await stopPostmaster(join(folder, 'data'));
    rmSync(folder, { recursive: true, force: true });
  }
}
