import { resolve } from 'node:path';
import { z } from 'zod';
import { ROOT } from './root.ts';
import { isLoopback } from './start/loopback.ts';

const DEFAULT_HOME = '.toster';

/** The variables of `npm start` and the other commands. */
export const ZSettings = z.object({
  TOSTER_ENV: z
    .enum(['local', 'staging', 'production'], {
      error: 'TOSTER_ENV must be local, staging or production',
    })
    .default('local')
    .describe(
      '`production` or `staging`; `local` only on one machine, with a demo. Commands refuse to guess it when `DATABASE_URL` is not on this machine.',
    ),
  TOSTER_HOME: z
    .string()
    .min(1)
    .default(DEFAULT_HOME)
    .describe(
      'Folder of logs and of the note of what runs; in `local` also of data, secrets and mail. Outside `local` nothing secret but a key ring on its way, see `pnpm toster secrets`.',
    ),
  PORT: z.coerce
    .number({ error: 'PORT must be a number between 1 and 65535' })
    .int('PORT must be a whole number')
    .min(1, 'PORT must be at least 1')
    .max(65_535, 'PORT must be at most 65535')
    .default(3000)
    .describe('Port of the console.'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'DATABASE_URL must be a postgres:// URL' })
    .optional()
    .meta({ needed: 'outside local' })
    .describe(
      'The database as a superuser, for migrations. Console and worker never get it. In `local` it replaces the embedded server.',
    ),
  TOSTER_BOOT_PID: z.coerce.number().optional().meta({ internal: true }),
});

/** What the commands read from their environment. */
export type Settings = {
  readonly environment: 'local' | 'staging' | 'production';
  /** Absolute path of the folder with data, secrets, logs and mail. */
  readonly home: string;
  readonly port: number;
  /** Admin rights on a server of the user's own, instead of the embedded one. */
  readonly databaseUrl: string | undefined;
  /** The process that boot.mjs runs in. */
  readonly bootPid: number | undefined;
};

/** Reads and checks the settings; throws with the text to show. A relative home is below `base`. */
export function readSettings(base = ROOT): Settings {
  const present = Object.entries(process.env).filter(([, value]) => value !== '');
  const result = ZSettings.safeParse(Object.fromEntries(present));
  if (!result.success) {
    throw new Error(result.error.issues.map((issue) => issue.message).join('\n'));
  }
  const env = result.data;
  const named = present.some(([name]) => name === 'TOSTER_ENV');
  if (!named && env.DATABASE_URL !== undefined && !isLoopback(env.DATABASE_URL)) {
    throw new Error('DATABASE_URL is not on this machine: set TOSTER_ENV too.');
  }
  return {
    environment: env.TOSTER_ENV,
    home: resolve(base, env.TOSTER_HOME),
    port: env.PORT,
    databaseUrl: env.DATABASE_URL,
    bootPid: env.TOSTER_BOOT_PID,
  };
}

/** This process's environment with additions, for a child; undefined removes a variable. */
export function childEnvironment(additions: Record<string, string | undefined>): NodeJS.ProcessEnv {
  return defined({ ...process.env, ...additions });
}

/**
 * Only what every program needs, with additions: for a stack under test, which must not send mail
 * or count requests with the services of whoever runs it.
 */
export function plainEnvironment(additions: Record<string, string | undefined>): NodeJS.ProcessEnv {
  const needed = ['PATH', 'HOME', 'USER', 'SHELL', 'TMPDIR', 'LANG', 'TERM', 'NODE_EXTRA_CA_CERTS'];
  const own = Object.fromEntries(needed.map((name) => [name, process.env[name]]));
  return defined({ ...own, ...additions });
}

/** A variable of this process's environment, or undefined when it is absent or empty. */
export function variable(name: string): string | undefined {
  const value = process.env[name];
  return value === '' ? undefined : value;
}

function defined(values: Record<string, string | undefined>): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
