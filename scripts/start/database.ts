import { join } from 'node:path';
import { playDay } from '@toster/api/demo/play-day';
import { openTheatre } from '@toster/api/demo/theatre';
import { PasswordHasher } from '@toster/auth/password';
import { parseKeyRing } from '@toster/crypto/key-ring';
import { DEMO_PASSWORD } from '@toster/db/demo/logins';
import { seedDemo } from '@toster/db/demo/seed';
import { startEmbedded } from '@toster/db/embedded/server';
import { messageOf, remark, step } from '../steps.ts';
import { environmentFor, hasDemo, type Deployment } from './environment.ts';
import { updateDatabase } from './update-database.ts';

/** A database with admin rights: embedded, or the user's own. */
export type DatabaseServer = {
  readonly adminUrl: string;
  /** Rejects when the embedded server ended and could not be started again. */
  readonly failed: Promise<never>;
  readonly stop: () => Promise<void>;
};

const never = new Promise<never>(() => undefined);

/** Takes the user's own database, or starts the embedded one of a home and keeps it running. */
export async function startDatabase(options: {
  home: string;
  databaseUrl: string | undefined;
  fsync: boolean;
}): Promise<DatabaseServer> {
  if (options.databaseUrl !== undefined) {
    return { adminUrl: options.databaseUrl, failed: never, stop: async () => undefined };
  }
  const start = (port?: number) =>
    startEmbedded({
      home: options.home,
      fsync: options.fsync,
      log: remark,
      ...(port === undefined ? {} : { port, portIsFixed: true }),
    });
  let server = await step('Starting PostgreSQL', () => start());
  let isStopping = false;
  const keepRunning = async (): Promise<never> => {
    for (;;) {
      await server.ended;
      if (isStopping) return never;
      remark('PostgreSQL has ended, starting it again');
      server = await start(server.port);
    }
  };
  const failed = keepRunning();
  failed.catch(() => undefined);
  return {
    adminUrl: server.adminUrl,
    failed,
    stop: async () => {
      isStopping = true;
      await server.stop();
    },
  };
}

/** Brings the database up to date and fills an empty one with the demo where that may be. */
export async function prepareDatabase(deployment: Deployment, signal: AbortSignal): Promise<void> {
  const { adminUrl, environment, secrets } = deployment;
  const contextKeys = parseKeyRing(secrets.keys.TOSTER_CONTEXT_KEYS);
  await updateDatabase(deployment);
  signal.throwIfAborted();
  if (!hasDemo(deployment)) return;
  await step('Checking the demo data', async (update) => {
    const pepper = parseKeyRing(secrets.keys.TOSTER_PASSWORD_PEPPER);
    const password = await new PasswordHasher(pepper).hash(DEMO_PASSWORD);
    await seedDemo({ url: adminUrl, contextKeys, password, env: environment, onProgress: update });
  });
  signal.throwIfAborted();
  await playDemo(deployment, signal);
}

/** Plays the demo's day where it has not been. A scene that breaks off is no reason not to start: the next start goes on. */
async function playDemo(deployment: Deployment, signal: AbortSignal): Promise<void> {
  await step('Playing a day in every restaurant', async (update) => {
    const theatre = await openTheatre({
      adminUrl: deployment.adminUrl,
      console: environmentFor('console', deployment),
      command: environmentFor('command', deployment),
    });
    try {
      await playDay({ ...theatre, env: deployment.environment, signal, onProgress: update });
    } catch (error) {
      signal.throwIfAborted();
      remark(`The day is not played to its end: ${messageOf(error)}`);
    } finally {
      await theatre.close();
    }
  });
}

/** Folder of the logs of a home. */
export function logFolder(home: string): string {
  return join(home, 'logs');
}
