import type { LoginRole } from '@toster/db/roles';
import { childEnvironment, plainEnvironment, variable } from '../env.ts';
import { isLoopback } from './loopback.ts';
import { LOCAL_CELL, type Secrets } from './secrets.ts';

/** What the console and the worker of one home have in common. */
export type Deployment = {
  readonly environment: 'local' | 'staging' | 'production';
  readonly home: string;
  readonly port: number;
  readonly adminUrl: string;
  /** The server belongs to the home, and to nobody else. */
  readonly isEmbedded: boolean;
  readonly secrets: Secrets;
  /** Whether the environment of this process reaches the parts (mail server, limits). */
  readonly inherit: boolean;
};

/** The demo and its published password exist only in `local`, and only on this machine. */
export function hasDemo(deployment: Pick<Deployment, 'environment' | 'adminUrl'>): boolean {
  return deployment.environment === 'local' && isLoopback(deployment.adminUrl);
}

/** The console, the worker, or a command of the command line. */
export type Part = 'console' | 'worker' | 'command';

/**
 * The environment of a process by its part. Each gets the URLs of its own database roles and no
 * others, so that a hole in one part does not open the rest; none knows the superuser.
 */
export function environmentFor(part: Part, deployment: Deployment): NodeJS.ProcessEnv {
  const { secrets } = deployment;
  const url = (role: LoginRole) =>
    secrets.urls[role] ?? urlOf(deployment.adminUrl, role, secrets.passwords[role] ?? '');
  const urls = {
    DATABASE_URL: undefined,
    DATABASE_URL_ADMIN: undefined,
    DATABASE_URL_MAINTENANCE: undefined,
    DATABASE_URL_APP: part === 'console' ? url('toster_app') : undefined,
    DATABASE_URL_AUTH: url('toster_auth'),
    DATABASE_URL_WORKER: part === 'console' ? undefined : url('toster_worker'),
    DATABASE_URL_RELAY: part === 'worker' ? url('toster_relay') : undefined,
  };
  const environment = deployment.inherit ? childEnvironment : plainEnvironment;
  return environment({
    ...keysOf(part, secrets),
    ...urls,
    TOSTER_ENV: deployment.environment,
    TOSTER_CELL: variable('TOSTER_CELL') ?? LOCAL_CELL,
    TOSTER_HOME: deployment.home,
    TOSTER_TRUSTED_HOPS:
      variable('TOSTER_TRUSTED_HOPS') ?? (deployment.environment === 'local' ? '0' : undefined),
    TOSTER_PUBLIC_URL:
      variable('TOSTER_PUBLIC_URL') ??
      (deployment.environment === 'local' ? `http://localhost:${deployment.port}` : undefined),
    TOSTER_SECURITY_CONTACT:
      variable('TOSTER_SECURITY_CONTACT') ??
      (deployment.environment === 'local' ? LOCAL_CONTACT : undefined),
    TOSTER_BOOT_PID: undefined,
    PORT: String(deployment.port),
    HOSTNAME: '127.0.0.1',
    NEXT_TELEMETRY_DISABLED: '1',
  });
}

/** Nobody reads it; the mail lies in the data folder. */
const LOCAL_CONTACT = 'security@toster.example';

/** Worker and commands sign contexts; tokens and passwords are not their business. */
function keysOf(part: Part, { keys }: Secrets): Record<string, string | undefined> {
  if (part === 'console') return keys;
  const none = Object.fromEntries(Object.keys(keys).map((name) => [name, undefined]));
  return { ...none, TOSTER_CONTEXT_KEYS: keys.TOSTER_CONTEXT_KEYS };
}

function urlOf(adminUrl: string, role: LoginRole, password: string): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = password;
  return url.href;
}
