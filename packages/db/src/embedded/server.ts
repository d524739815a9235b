import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase, serverUrl } from './admin-url.ts';
import { findBinaries } from './binaries.ts';
import { initialise } from './initialise.ts';
import { launch, type Launched } from './launch.ts';
import { claim, ownerOf, release } from './owner.ts';
import { readPlace, settlePlace, SYSTEM_FOLDER } from './place.ts';
import { nextFreePort } from './ports.ts';
import { findPostmaster, removeForeignPidFile, stopPostmaster } from './postmaster.ts';
import { serverUser } from './system-user.ts';

/** Options of {@link startEmbedded}. */
export type EmbeddedOptions = {
  /** Folder of the installation; the data live in `<home>/postgres` when the server can reach it. */
  readonly home: string;
  /** Wanted port; the next free one is taken when it is in use. */
  readonly port?: number;
  /** Wait for the wanted port instead of taking the next one: clients already know it. */
  readonly portIsFixed?: boolean;
  /** Receives one line per thing worth telling (recovery, an unusual place, another port). */
  readonly log?: (line: string) => void;
  /** Wait for the disk at each commit. On by default; tests switch it off. */
  readonly fsync?: boolean;
};

/** A running server. */
export type EmbeddedServer = {
  /** Superuser's URL of the database `toster`. */
  readonly adminUrl: string;
  readonly port: number;
  readonly dataFolder: string;
  readonly logFile: string;
  /** Resolves when the server has ended, asked or not. */
  readonly ended: Promise<void>;
  /** Fast shutdown; resolves when the server has ended. Safe to call twice. */
  readonly stop: () => Promise<void>;
};

const DEFAULT_PORT = 54_320;
const ATTEMPTS = 10;

/**
 * Starts a real PostgreSQL 18 on the loopback address and waits until it accepts connections.
 * The data folder is made at the first start. A server left behind by a killed process is stopped
 * first; one whose owner still lives makes the call fail. As root the server runs as user
 * postgres, which is created if need be.
 *
 * The server survives the terminal's Ctrl-C (its own process group) and is told to stop when this
 * process exits; after a kill -9 the next start cleans up.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const log = options.log ?? (() => undefined);
  const user = serverUser();
  mkdirSync(options.home, { recursive: true });
  const home = realpathSync(options.home);
  const binaries = findBinaries(user, SYSTEM_FOLDER, log);
  const place = await settlePlace(home, user, log);
  const dataFolder = join(place.folder, 'data');
  const logFile = join(place.folder, 'server.log');

  await recover(place.folder, dataFolder, log);
  claim(place.folder);
  try {
    if (!existsSync(join(dataFolder, 'PG_VERSION'))) {
      await initialise({ binaries, dataFolder, password: place.password, user });
    }
    const launched = await launchOnFreePort();
    await createDatabase(launched.port, place.password);
    return running(launched);
  } catch (error) {
    await stopPostmaster(dataFolder);
    release(place.folder);
    throw error;
  }

  async function launchOnFreePort(): Promise<Launched> {
    let from = options.port ?? DEFAULT_PORT;
    for (let attempt = 1; ; attempt++) {
      const port = options.portIsFixed === true ? from : await nextFreePort(from);
      if (options.port !== undefined && port !== options.port) {
        log(`Port ${options.port} is in use, PostgreSQL takes ${port}`);
      }
      const fsync = options.fsync ?? true;
      const result = await launch({ binaries, dataFolder, logFile, port, fsync, user });
      if (result.kind === 'ready') return result.launched;
      // Another server may take the port between the look and the start, and the last backends of
      // a killed server may hold its memory and its port for a moment.
      if (attempt === ATTEMPTS || result.kind === 'failed') {
        throw new Error(
          `PostgreSQL did not start. Its log (${logFile}) ends with:\n${result.logTail}`,
        );
      }
      if (result.kind === 'port-taken' && options.portIsFixed !== true) from = port + 1;
      else await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  function running(launched: Launched): EmbeddedServer {
    const onExit = () => launched.signal('SIGINT');
    process.once('exit', onExit);
    void launched.ended.then(() => {
      process.removeListener('exit', onExit);
      release(place.folder);
    });
    return {
      adminUrl: serverUrl(launched.port, place.password),
      port: launched.port,
      dataFolder,
      logFile,
      ended: launched.ended,
      stop: async () => {
        launched.hold();
        await stopPostmaster(dataFolder);
        await launched.ended;
      },
    };
  }
}

/**
 * The superuser's URL of the server that already runs for this home, or null. For commands that
 * work beside a running console.
 */
export function findEmbedded(home: string): { readonly adminUrl: string } | null {
  const place = readPlace(home);
  if (place === null) return null;
  const postmaster = findPostmaster(join(place.folder, 'data'));
  if (postmaster === null || !postmaster.ready) return null;
  return { adminUrl: serverUrl(postmaster.port, place.password) };
}

/**
 * Stops the server of a home whose owner is gone and removes the home with its data. Does nothing
 * while the owner lives. For temporary homes left by killed test runs.
 */
export async function removeAbandoned(home: string): Promise<boolean> {
  const place = readPlace(home);
  if (place !== null) {
    if (ownerOf(place.folder) !== null) return false;
    await stopPostmaster(join(place.folder, 'data'));
    rmSync(place.folder, { recursive: true, force: true });
  }
  rmSync(home, { recursive: true, force: true });
  return true;
}

/**
 * Removes the temporary homes `<parent>/<prefix>…` that killed test runs left behind. Young ones
 * are spared: another run may be about to start its server there.
 */
export async function sweepAbandoned(
  parent: string,
  prefix: string,
  olderThanMs = 3_600_000,
): Promise<void> {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(prefix)) continue;
    const home = join(parent, name);
    const made = statSync(home, { throwIfNoEntry: false })?.birthtimeMs;
    if (made !== undefined && Date.now() - made > olderThanMs) await removeAbandoned(home);
  }
}

async function recover(
  folder: string,
  dataFolder: string,
  log: (line: string) => void,
): Promise<void> {
  const owner = ownerOf(folder);
  if (owner !== null) {
    throw new Error(
      `The database in ${folder} is in use by process ${owner.pid} (${owner.command}). ` +
        'Stop that one first, or set another TOSTER_HOME.',
    );
  }
  if (await stopPostmaster(dataFolder)) {
    log('Stopped a PostgreSQL server left behind by a killed process');
  }
  removeForeignPidFile(dataFolder);
}
