import { parseKeyRing, type KeyRing } from '@toster/crypto/key-ring';
import { join } from 'node:path';
import { z } from 'zod';

const ZPostgresUrl = z.string().regex(/^postgres(ql)?:\/\//);

const ZWorkerEnv = z
  .object({
    TOSTER_ENV: z.enum(['local', 'staging', 'production']),
    DATABASE_URL_WORKER: ZPostgresUrl,
    DATABASE_URL_AUTH: ZPostgresUrl,
    DATABASE_URL_RELAY: ZPostgresUrl,
    TOSTER_CONTEXT_KEYS: z.string(),
    /** Folder of the installation; file mail goes below it. */
    TOSTER_HOME: z.string().min(1).optional(),
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\//)
      .optional(),
    MAIL_FROM: z.string().min(3).optional(),
    /** Loopback port of the health answer; none when absent. */
    WORKER_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
    /** How long a stop waits for the jobs in hand. */
    WORKER_STOP_SECONDS: z.coerce.number().int().min(1).max(600).default(6),
    WORKER_POOL: z.coerce.number().int().min(1).max(100).default(5),
  })
  .superRefine((env, context) => {
    const missing: string[] = [];
    if (env.TOSTER_ENV !== 'local' && env.SMTP_URL === undefined) missing.push('SMTP_URL');
    if (env.SMTP_URL !== undefined && env.MAIL_FROM === undefined) missing.push('MAIL_FROM');
    if (env.SMTP_URL === undefined && env.TOSTER_HOME === undefined) missing.push('TOSTER_HOME');
    for (const name of missing) {
      context.addIssue({ code: 'custom', path: [name], message: 'missing' });
    }
  });

/** How mail leaves: to a server, or in `local` into a folder. */
export type MailSettings =
  | {
      readonly kind: 'smtp';
      readonly url: string;
      readonly from: string;
      readonly requireTls: boolean;
    }
  | { readonly kind: 'files'; readonly folder: string; readonly from: string };

/** What the worker reads from its environment. */
export type WorkerEnv = {
  readonly workerUrl: string;
  readonly authUrl: string;
  readonly relayUrl: string;
  readonly contextKeys: KeyRing;
  readonly mail: MailSettings;
  readonly healthPort: number | null;
  readonly stopSeconds: number;
  readonly poolSize: number;
};

const LOCAL_FROM = 'Toster <no-reply@toster.invalid>';

/**
 * Reads and checks the environment. Throws when something is missing or malformed, and outside
 * `local` when there is no mail server; the message names variables and shows no value.
 */
export function readWorkerEnv(
  source: Readonly<Record<string, string | undefined>> = process.env,
): WorkerEnv {
  const present = Object.entries(source).filter(([, value]) => value !== '');
  const parsed = ZWorkerEnv.safeParse(Object.fromEntries(present));
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))];
    throw new Error(`the worker cannot start: missing or malformed: ${names.join(', ')}`);
  }
  const env = parsed.data;
  const from = env.MAIL_FROM ?? LOCAL_FROM;
  return {
    workerUrl: env.DATABASE_URL_WORKER,
    authUrl: env.DATABASE_URL_AUTH,
    relayUrl: env.DATABASE_URL_RELAY,
    contextKeys: parseKeyRing(env.TOSTER_CONTEXT_KEYS),
    mail:
      env.SMTP_URL === undefined
        ? { kind: 'files', folder: join(env.TOSTER_HOME ?? '', 'mail'), from }
        : { kind: 'smtp', url: env.SMTP_URL, from, requireTls: env.TOSTER_ENV !== 'local' },
    healthPort: env.WORKER_PORT ?? null,
    stopSeconds: env.WORKER_STOP_SECONDS,
    poolSize: env.WORKER_POOL,
  };
}
