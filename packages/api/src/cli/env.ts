import { type KeyRing, parseKeyRing } from '@toster/crypto/key-ring';
import { assertSoundSecrets } from '@toster/crypto/secret-policy';
import { Secret } from '@toster/crypto/secret';
import { z } from 'zod';

const ZPostgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//)
  .transform((url) => new Secret(url));

/** The variables of the command line. */
export const ZCliEnv = z.object({
  TOSTER_ENV: z.enum(['local', 'staging', 'production']),
  DATABASE_URL_AUTH: ZPostgresUrl,
  DATABASE_URL_WORKER: ZPostgresUrl,
  TOSTER_CONTEXT_KEYS: z.string(),
});

/** What the command line reads from its environment. Key ring and URLs redact themselves when printed. */
export type CliEnv = {
  readonly authUrl: Secret;
  readonly workerUrl: Secret;
  readonly contextKeys: KeyRing;
};

/**
 * Reads and checks the environment. Throws when something is missing or malformed, and outside `local` when a secret is
 * not fit for it (`UnsoundSecrets`); the message shows no value.
 */
export function readCliEnv(
  source: Readonly<Record<string, string | undefined>> = process.env,
): CliEnv {
  const parsed = ZCliEnv.safeParse(source);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))];
    throw new Error(`missing or malformed in the environment: ${names.join(', ')}`);
  }
  const env = parsed.data;
  const contextKeys = parseKeyRing(env.TOSTER_CONTEXT_KEYS);
  assertSoundSecrets(env.TOSTER_ENV, {
    rings: { TOSTER_CONTEXT_KEYS: contextKeys },
    urls: {
      DATABASE_URL_AUTH: env.DATABASE_URL_AUTH,
      DATABASE_URL_WORKER: env.DATABASE_URL_WORKER,
    },
  });
  return { authUrl: env.DATABASE_URL_AUTH, workerUrl: env.DATABASE_URL_WORKER, contextKeys };
}
