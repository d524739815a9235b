import { parseKeyRing, type KeyRing } from '@toster/crypto/key-ring';
import { readAuthEnv, type AuthEnv } from '@toster/auth/env';
import { z } from 'zod';

const ZApiEnv = z.object({
  DATABASE_URL_APP: z.string().regex(/^postgres(ql)?:\/\//),
  DATABASE_URL_AUTH: z.string().regex(/^postgres(ql)?:\/\//),
  TOSTER_CONTEXT_KEYS: z.string(),
  TOSTER_ADDRESS_KEY: z.string(),
  /** Proxies of ours between the client and this process. */
  TOSTER_TRUSTED_HOPS: z.coerce.number().int().min(0).max(10).default(0),
  TOSTER_POOL_APP: z.coerce.number().int().min(1).max(100).default(10),
  TOSTER_POOL_AUTH: z.coerce.number().int().min(1).max(50).default(4),
});

/** What the API reads from its environment. Key rings redact themselves when printed. */
export type ApiEnv = {
  readonly appUrl: string;
  readonly authUrl: string;
  readonly contextKeys: KeyRing;
  readonly addressKeys: KeyRing;
  readonly trustedHops: number;
  readonly appPoolSize: number;
  readonly authPoolSize: number;
  readonly auth: AuthEnv;
};

/** Reads and checks the environment. Throws when something is missing or malformed; the message shows no value. */
export function readApiEnv(
  source: Readonly<Record<string, string | undefined>> = process.env,
): ApiEnv {
  const parsed = ZApiEnv.safeParse(source);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))];
    throw new Error(`the API cannot start: missing or malformed: ${names.join(', ')}`);
  }
  const env = parsed.data;
  return {
    appUrl: env.DATABASE_URL_APP,
    authUrl: env.DATABASE_URL_AUTH,
    contextKeys: parseKeyRing(env.TOSTER_CONTEXT_KEYS),
    addressKeys: parseKeyRing(env.TOSTER_ADDRESS_KEY),
    trustedHops: env.TOSTER_TRUSTED_HOPS,
    appPoolSize: env.TOSTER_POOL_APP,
    authPoolSize: env.TOSTER_POOL_AUTH,
    auth: readAuthEnv(source),
  };
}
