/** A script run by Redis: by its digest, and with its text the first time a server sees it. */
import { createHash } from 'node:crypto';

/** What the limits ask of a Redis, over REST (@upstash/redis has these as they are) or over TCP. */
export interface RedisScripts {
  evalsha(digest: string, keys: string[], args: string[]): Promise<unknown>;
  eval(script: string, keys: string[], args: string[]): Promise<unknown>;
}

/** A Lua script with its SHA-1, under which Redis caches it. */
export interface RedisScript {
  readonly text: string;
  readonly digest: string;
}

/** Names a script by the digest Redis gives it. */
export function redisScript(text: string): RedisScript {
  return { text, digest: createHash('sha1').update(text).digest('hex') };
}

/** One round trip; two where the server does not know the script yet. */
export async function runScript(
  redis: RedisScripts,
  { text, digest }: RedisScript,
  keys: readonly string[],
  args: readonly string[],
): Promise<unknown> {
  try {
    return await redis.evalsha(digest, [...keys], [...args]);
  } catch (error) {
    if (!String(error).includes('NOSCRIPT')) throw error;
    return redis.eval(text, [...keys], [...args]);
  }
}
