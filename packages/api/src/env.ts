import type { BlockList } from 'node:net';
import { parseKeyRing, type KeyRing } from '@toster/crypto/key-ring';
import { assertSoundSecrets } from '@toster/crypto/secret-policy';
import { Secret } from '@toster/crypto/secret';
import { readAuthEnv, type AuthEnv } from '@toster/auth/env';
import { z } from 'zod';
import { parsePeers, PRIVATE_PEERS } from './trusted-peers.ts';

const ZPostgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//)
  .transform((url) => new Secret(url));

/** The variables of the API; their descriptions stand in `.env.example` and docs/operations. */
export const ZApiEnv = z.object({
  DATABASE_URL_APP: ZPostgresUrl.describe('The database as `toster_app`.'),
  DATABASE_URL_AUTH: ZPostgresUrl.describe('The database as `toster_auth`.'),
  TOSTER_CONTEXT_KEYS: z
    .string()
    .describe('Key ring of the signed context, by which the database knows who asks.'),
  TOSTER_ADDRESS_KEY: z
    .string()
    .describe('Key ring under which the audit log finds client addresses.'),
  TOSTER_TRUSTED_HOPS: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .optional()
    .meta({ needed: 'outside local' })
    .describe(
      'Your proxies between the client and the console; they must set `X-Forwarded-For` and `X-Forwarded-Host`. Has to be said outside `local`: a wrong number makes all visitors one address, or lets each choose theirs.',
    ),
  TOSTER_TRUSTED_PEERS: z
    .string()
    .default(PRIVATE_PEERS)
    .transform((text, context) => {
      try {
        return parsePeers(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'not a list of networks' });
        return z.NEVER;
      }
    })
    .describe(
      'Networks your proxies are in. What anybody else says of client, host or protocol is not believed.',
    ),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//)
    .transform((url) => new Secret(url))
    .optional()
    .describe(
      'A Redis over TCP for the limits, `rediss://` outside `local`. Without one PostgreSQL counts alone, as exactly.',
    ),
  UPSTASH_REDIS_REST_URL: z
    .string()
    .regex(/^https?:\/\//)
    .optional()
    .describe(
      'A Redis over REST for the limits, `https://` outside `local`; goes before `REDIS_URL`.',
    ),
  UPSTASH_REDIS_REST_TOKEN: z
    .string()
    .min(1)
    .transform((token) => new Secret(token))
    .optional()
    .describe('The token of `UPSTASH_REDIS_REST_URL`.'),
  TOSTER_POOL_APP: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(10)
    .describe('Connections of one console process as `toster_app`.'),
  TOSTER_POOL_AUTH: z.coerce
    .number()
    .int()
    .min(1)
    .max(50)
    .default(4)
    .describe('Connections of one console process as `toster_auth`.'),
});

/** A Redis by its address; of one over REST the token is the secret. */
export type RedisEnv =
  | { readonly kind: 'tcp'; readonly url: Secret }
  | { readonly kind: 'rest'; readonly url: string; readonly token: Secret };

/** What the API reads from its environment. Key rings and URLs redact themselves when printed. */
export type ApiEnv = {
  readonly appUrl: Secret;
  readonly authUrl: Secret;
  readonly contextKeys: KeyRing;
  readonly addressKeys: KeyRing;
  readonly trustedHops: number;
  /** Networks in which those proxies are. */
  readonly trustedPeers: BlockList;
  /** What stands before PostgreSQL where the limits are counted. */
  readonly redis: RedisEnv | null;
  readonly appPoolSize: number;
  readonly authPoolSize: number;
  readonly auth: AuthEnv;
};

/**
 * Reads and checks the environment. Throws when something is missing or malformed, and outside `local` when a secret is
 * not fit for it (`UnsoundSecrets`); the message shows no value.
 */
export function readApiEnv(
  source: Readonly<Record<string, string | undefined>> = process.env,
): ApiEnv {
  const parsed = ZApiEnv.safeParse(source);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))];
    throw new Error(`the API cannot start: missing or malformed: ${names.join(', ')}`);
  }
  const env = parsed.data;
  // The console speaks no TLS itself: outside local somebody before it does.
  if (source['TOSTER_ENV'] !== 'local' && !env.TOSTER_TRUSTED_HOPS)
    throw new Error('the API cannot start: missing or malformed: TOSTER_TRUSTED_HOPS');
  const auth = readAuthEnv(source);
  assertSoundSecrets(source['TOSTER_ENV'], {
    rings: {},
    urls: {
      DATABASE_URL_APP: env.DATABASE_URL_APP,
      DATABASE_URL_AUTH: env.DATABASE_URL_AUTH,
      ...(env.REDIS_URL === undefined ? {} : { REDIS_URL: env.REDIS_URL }),
    },
  });
  return {
    appUrl: env.DATABASE_URL_APP,
    authUrl: env.DATABASE_URL_AUTH,
    contextKeys: parseKeyRing(env.TOSTER_CONTEXT_KEYS),
    addressKeys: parseKeyRing(env.TOSTER_ADDRESS_KEY),
    trustedHops: env.TOSTER_TRUSTED_HOPS ?? 0,
    trustedPeers: env.TOSTER_TRUSTED_PEERS,
    redis: redisOf(env, source['TOSTER_ENV'] === 'local'),
    appPoolSize: env.TOSTER_POOL_APP,
    authPoolSize: env.TOSTER_POOL_AUTH,
    auth,
  };
}

function redisOf(env: z.infer<typeof ZApiEnv>, isLocal: boolean): RedisEnv | null {
  const { REDIS_URL: tcp, UPSTASH_REDIS_REST_URL: rest, UPSTASH_REDIS_REST_TOKEN: token } = env;
  if (rest !== undefined) {
    if (token === undefined)
      throw new Error('the API cannot start: missing or malformed: UPSTASH_REDIS_REST_TOKEN');
    if (!isLocal && !rest.startsWith('https://'))
      throw new Error('the API cannot start: UPSTASH_REDIS_REST_URL is a plain connection');
    return { kind: 'rest', url: rest, token };
  }
  if (tcp === undefined) return null;
  if (!isLocal && !tcp.reveal().startsWith('rediss://'))
    throw new Error('the API cannot start: REDIS_URL is a plain connection');
  return { kind: 'tcp', url: tcp };
}
