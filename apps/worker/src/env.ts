import { parseKeyRing, type KeyRing } from '@toster/crypto/key-ring';
import { Secret } from '@toster/crypto/secret';
import { assertSoundSecrets } from '@toster/crypto/secret-policy';
import { join } from 'node:path';
import { z } from 'zod';

const ZPostgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//)
  .transform((url) => new Secret(url));

/** The variables of the worker; their descriptions stand in `.env.example` and docs/operations. */
export const ZWorkerEnv = z
  .object({
    TOSTER_ENV: z.enum(['local', 'staging', 'production']),
    DATABASE_URL_WORKER: ZPostgresUrl.describe(
      'The database as `toster_worker`: a session connection, not a transaction pooler.',
    ),
    DATABASE_URL_AUTH: ZPostgresUrl,
    DATABASE_URL_RELAY: ZPostgresUrl.describe(
      'The database as `toster_relay`: a session connection, not a transaction pooler.',
    ),
    TOSTER_CONTEXT_KEYS: z.string(),
    TOSTER_HOME: z.string().min(1).optional(),
    TOSTER_PUBLIC_URL: z.string().regex(/^https?:\/\/[^/]+$/),
    TOSTER_SECURITY_CONTACT: z.email().optional(),
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\//)
      .transform((url) => new Secret(url))
      .optional()
      .meta({ needed: 'outside local' })
      .describe(
        'The mail server: `smtps://user:password@host`, or `smtp://…:587`, which must then offer STARTTLS.',
      ),
    MAIL_FROM: z
      .string()
      .min(3)
      .optional()
      .meta({ needed: 'with SMTP_URL' })
      .describe('The sender, such as `Toster <no-reply@your.domain>`.'),
    WORKER_PORT: z.coerce
      .number()
      .int()
      .min(1)
      .max(65_535)
      .optional()
      .describe('Port of `GET /health`; no health answer when absent.'),
    WORKER_HOST: z
      .string()
      .min(1)
      .default('127.0.0.1')
      .describe('Address the health answer listens on; `::` in a container.'),
    WORKER_STOP_SECONDS: z.coerce
      .number()
      .int()
      .min(1)
      .max(600)
      .default(6)
      .describe('How long a stop waits for the jobs in hand.'),
    WORKER_POOL: z.coerce
      .number()
      .int()
      .min(1)
      .max(100)
      .default(5)
      .describe('Connections of one worker process per database role.'),
  })
  .superRefine((env, context) => {
    const missing: string[] = [];
    if (env.TOSTER_ENV !== 'local' && !env.TOSTER_PUBLIC_URL.startsWith('https://'))
      missing.push('TOSTER_PUBLIC_URL');
    if (env.TOSTER_ENV !== 'local' && env.SMTP_URL === undefined) missing.push('SMTP_URL');
    if (env.SMTP_URL !== undefined && env.MAIL_FROM === undefined) missing.push('MAIL_FROM');
    if (env.TOSTER_ENV !== 'local' && env.TOSTER_SECURITY_CONTACT === undefined)
      missing.push('TOSTER_SECURITY_CONTACT');
    if (env.SMTP_URL === undefined && env.TOSTER_HOME === undefined) missing.push('TOSTER_HOME');
    for (const name of missing) {
      context.addIssue({ code: 'custom', path: [name], message: 'missing' });
    }
  });

/** How mail leaves: to a server, or in `local` into a folder. */
export type MailSettings =
  | {
      readonly kind: 'smtp';
      readonly url: Secret;
      readonly from: string;
      readonly requireTls: boolean;
    }
  | { readonly kind: 'files'; readonly folder: string; readonly from: string };

/** What the worker reads from its environment. Key ring and URLs redact themselves when printed. */
export type WorkerEnv = {
  readonly workerUrl: Secret;
  readonly authUrl: Secret;
  readonly relayUrl: Secret;
  readonly contextKeys: KeyRing;
  readonly mail: MailSettings;
  /** The console as the world reaches it: where the links of letters lead. */
  readonly publicUrl: string;
  /** Who is told of reported vulnerabilities; null only in `local`. */
  readonly securityContact: string | null;
  readonly health: { readonly port: number; readonly host: string } | null;
  readonly stopSeconds: number;
  readonly poolSize: number;
};

function ringOf(text: string): KeyRing {
  try {
    return parseKeyRing(text);
  } catch (error) {
    const why = error instanceof TypeError ? error.message : 'not a key ring';
    throw new Error(`the worker cannot start: TOSTER_CONTEXT_KEYS: ${why}`, { cause: error });
  }
}

const LOCAL_FROM = 'Toster <no-reply@toster.invalid>';

/**
 * Reads and checks the environment. Throws when something is missing or malformed, and outside
 * `local` when there is no mail server or a secret is not fit for it (`UnsoundSecrets`); the message names variables and shows no value.
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
  const contextKeys = ringOf(env.TOSTER_CONTEXT_KEYS);
  assertSoundSecrets(env.TOSTER_ENV, {
    rings: { TOSTER_CONTEXT_KEYS: contextKeys },
    urls: {
      DATABASE_URL_WORKER: env.DATABASE_URL_WORKER,
      DATABASE_URL_AUTH: env.DATABASE_URL_AUTH,
      DATABASE_URL_RELAY: env.DATABASE_URL_RELAY,
      ...(env.SMTP_URL === undefined ? {} : { SMTP_URL: env.SMTP_URL }),
    },
  });
  const from = env.MAIL_FROM ?? LOCAL_FROM;
  return {
    workerUrl: env.DATABASE_URL_WORKER,
    authUrl: env.DATABASE_URL_AUTH,
    relayUrl: env.DATABASE_URL_RELAY,
    contextKeys,
    mail:
      env.SMTP_URL === undefined
        ? { kind: 'files', folder: join(env.TOSTER_HOME ?? '', 'mail'), from }
        : { kind: 'smtp', url: env.SMTP_URL, from, requireTls: env.TOSTER_ENV !== 'local' },
    publicUrl: env.TOSTER_PUBLIC_URL,
    securityContact: env.TOSTER_SECURITY_CONTACT ?? null,
    health: env.WORKER_PORT === undefined ? null : { port: env.WORKER_PORT, host: env.WORKER_HOST },
    stopSeconds: env.WORKER_STOP_SECONDS,
    poolSize: env.WORKER_POOL,
  };
}
