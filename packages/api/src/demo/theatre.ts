import { openBackstage } from '@toster/db/demo/backstage';
import type { Secret } from '@toster/crypto/secret';
import { openPool } from '@toster/db/pool';
import * as schema from '@toster/db/schema/index';
import { readCliEnv } from '../cli/env.ts';
import { readApiEnv } from '../env.ts';
import { closeServer, openServer } from '../server.ts';
import type { Theatre } from './stage.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Opens what a day is played with: the console's own pools, which believe the address a visitor brings, an import's, and
 * the superuser's connection. Waits for another process that plays in the same database.
 */
export async function openTheatre(from: {
  readonly adminUrl: string;
  /** The environments of the console and of the command line. */
  readonly console: Variables;
  readonly command: Variables;
}): Promise<Theatre & { readonly close: () => Promise<void> }> {
  const { authUrl, workerUrl, contextKeys } = readCliEnv(from.command);
  const apiEnv = { ...readApiEnv(from.console), trustedHops: 1 };
  const backstage = await openBackstage(from.adminUrl);
  const open = (url: Secret) => ({
    pool: openPool({ url: url.reveal(), max: 2, applicationName: 'toster-demo', schema }),
    keys: contextKeys,
  });
  const imports = { auth: open(authUrl), worker: open(workerUrl) };
  const server = openServer(apiEnv);
  const close = async () => {
    await Promise.all([
      closeServer(server),
      imports.auth.pool.close(),
      imports.worker.pool.close(),
      backstage.close(),
    ]);
  };
  return { server, imports, backstage, close };
}
