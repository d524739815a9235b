import type { LoginRole } from '../roles.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser URL of the test run's own PostgreSQL server. */
    testServer: string;
  }
}

/** Name of the migrated database that test databases are cloned from. */
export const TEMPLATE = 'toster_template';

const repeated = (byte: number) => Buffer.alloc(32, byte).toString('base64url');

/** Two live keys, as during a rotation: the first signs, both verify. */
export const TEST_CONTEXT_KEYS = `t2:${repeated(2)},t1:${repeated(1)}`;

/** The test server listens on the loopback address for the length of one run. */
export const TEST_PASSWORDS: Readonly<Record<LoginRole, string>> = {
  toster_app: 'app',
  toster_auth: 'auth',
  toster_worker: 'worker',
  toster_relay: 'relay',
  toster_maintenance: 'maintenance',
};

/** The same server, another database. */
export function databaseUrl(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}

/** The same database, signed in as one of Toster's roles. */
export function roleUrl(url: string, role: LoginRole): string {
  const other = new URL(url);
  other.username = role;
  other.password = TEST_PASSWORDS[role];
  return other.href;
}
