import type { Auth } from '@toster/auth/auth';
import type { CookieMode } from '@toster/auth/cookies';
import { type Limits, openLimits, type RedisSettings } from '@toster/auth/limits/open-limits';
import { PasswordHasher } from '@toster/auth/password';
import type { KeyRing } from '@toster/crypto/key-ring';
import type { Secret } from '@toster/crypto/secret';
import { openPool } from '@toster/db/pool';
import * as schema from '@toster/db/schema/index';
import type { Database } from '@toster/db/tenant';
import { type ApiEnv, readApiEnv } from './env.ts';
import { reportStore } from './report.ts';
import { RightsCache } from './rights-cache.ts';
import { VISIT_LIMIT, Visits } from './visits.ts';

/** Everything a request works with that outlives it. */
export type Server = {
  /** The pool of the login role `toster_app`. */
  readonly app: Database;
  /** Authentication, with the pool of `toster_auth`. */
  readonly auth: Auth;
  readonly addressKeys: KeyRing;
  readonly cookieMode: CookieMode;
  readonly trustedHops: number;
  readonly limits: Limits;
  readonly rights: RightsCache;
  /** How often somebody comes to the pages that need no session. */
  readonly visits: Visits;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

const MEMBERS_CACHED = 10_000;

/** The parts of a server that tests bring themselves. */
export type ServerParts = Omit<Server, 'auth' | 'limits' | 'rights' | 'visits' | 'now'> & {
  readonly auth: Omit<Auth, 'attempts'>;
  /** Those of PostgreSQL alone by default. */
  readonly limits?: Limits;
  readonly now?: () => number;
};

/** Puts a server together from parts that are open already. */
export function composeServer(parts: ServerParts): Server {
  const limits = parts.limits ?? openLimits(parts.auth.db);
  return {
    ...parts,
    limits,
    auth: { ...parts.auth, attempts: { log: limits.attempts, keys: parts.addressKeys } },
    now: parts.now ?? Date.now,
    rights: new RightsCache(MEMBERS_CACHED),
    visits: new Visits(VISIT_LIMIT),
  };
}

/** Opens the pools of an environment. They are the caller's to close: see `closeServer`. */
export function openServer(env: ApiEnv): Server {
  const open = (url: Secret, max: number, applicationName: string): Database => ({
    pool: openPool({ url: url.reveal(), max, applicationName, schema }),
    keys: env.contextKeys,
  });
  const authDb = open(env.authUrl, env.authPoolSize, 'toster-auth');
  return composeServer({
    app: open(env.appUrl, env.appPoolSize, 'toster-api'),
    limits: openLimits(authDb, redisOf(env), reportStore),
    auth: {
      db: authDb,
      realms: env.auth.realms,
      passwords: new PasswordHasher(env.auth.pepper),
      pepper: env.auth.pepper,
      now: Date.now,
    },
    addressKeys: env.addressKeys,
    cookieMode: env.auth.cookieMode,
    trustedHops: env.trustedHops,
  });
}

function redisOf({ redis }: ApiEnv): RedisSettings | null {
  if (redis === null) return null;
  return redis.kind === 'tcp'
    ? { ...redis, url: redis.url.reveal() }
    : { ...redis, token: redis.token.reveal() };
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
export async function closeServer({ app, auth, limits }: Server): Promise<void> {
  limits.close();
  await Promise.all([app.pool.close(), auth.db.pool.close()]);
}
