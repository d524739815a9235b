import type { Auth } from '@toster/auth/auth';
import type { CookieMode } from '@toster/auth/cookies';
import { PasswordHasher } from '@toster/auth/password';
import type { KeyRing } from '@toster/crypto/key-ring';
import type { Secret } from '@toster/crypto/secret';
import { openPool } from '@toster/db/pool';
import * as schema from '@toster/db/schema/index';
import type { Database } from '@toster/db/tenant';
import { type ApiEnv, readApiEnv } from './env.ts';
import { RightsCache } from './rights-cache.ts';
import { Visitors } from './visits.ts';

/** Everything a request works with that outlives it. */
export type Server = {
  /** The pool of the login role `toster_app`. */
  readonly app: Database;
  /** Authentication, with the pool of `toster_auth`. */
  readonly auth: Auth;
  readonly addressKeys: KeyRing;
  readonly cookieMode: CookieMode;
  readonly trustedHops: number;
  readonly rights: RightsCache;
  /** Those who come to the pages that need no session. */
  readonly visitors: Visitors;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

const MEMBERS_CACHED = 10_000;

/** The parts of a server that tests bring themselves. */
export type ServerParts = Omit<Server, 'rights' | 'visitors' | 'now'> & {
  readonly now?: () => number;
};

/** Puts a server together from parts that are open already. */
export function composeServer(parts: ServerParts): Server {
  return {
    ...parts,
    now: parts.now ?? Date.now,
    rights: new RightsCache(MEMBERS_CACHED),
    visitors: new Visitors(),
  };
}

/** Opens the pools of an environment. They are the caller's to close: see `closeServer`. */
export function openServer(env: ApiEnv): Server {
  const open = (url: Secret, max: number, applicationName: string): Database => ({
    pool: openPool({ url: url.reveal(), max, applicationName, schema }),
    keys: env.contextKeys,
  });
  return composeServer({
    app: open(env.appUrl, env.appPoolSize, 'toster-api'),
    auth: {
      db: open(env.authUrl, env.authPoolSize, 'toster-auth'),
      realms: env.auth.realms,
      passwords: new PasswordHasher(env.auth.pepper),
      now: Date.now,
    },
    addressKeys: env.addressKeys,
    cookieMode: env.auth.cookieMode,
    trustedHops: env.trustedHops,
  });
}

// On globalThis, because a bundler may load this module once per layer and pools must exist once per process.
const SLOT = Symbol.for('toster.server');
const slots = globalThis as { [SLOT]?: Server | undefined };

/** The process's server, opened from the environment at the first use. */
export function processServer(): Server {
  return (slots[SLOT] ??= openServer(readApiEnv()));
}

/** Lets running transactions end and closes the pools. A later request would open them again. */
export async function closeProcessServer(): Promise<void> {
  const server = slots[SLOT];
  slots[SLOT] = undefined;
  if (server !== undefined) await closeServer(server);
}

/** Lets running transactions end and closes the pools. */
export async function closeServer({ app, auth }: Server): Promise<void> {
  await Promise.all([app.pool.close(), auth.db.pool.close()]);
}
