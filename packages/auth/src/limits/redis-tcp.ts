/** Any Redis over TCP, with the few functions the limits and @upstash/ratelimit ask of it. */
import { createHash } from 'node:crypto';
import { createClient } from '@redis/client';
import type { RedisScripts } from './redis-scripts.ts';

/** A connection that is made in the background and made anew whenever it is lost. */
export interface RedisTcp extends RedisScripts {
  close(): void;
}

const CONNECT_TIMEOUT_MS = 1_000;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Connects to `redis://` or `rediss://`; the latter verifies the server's certificate. Commands wait for the first
 * connection, as long as their caller does. Nothing waits for one that is lost: a command rejects while there is none.
 */
export function connectRedis(url: string): RedisTcp {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, LONGEST_PAUSE_MS),
    },
  });
  // Whoever sends a command learns of the loss from its rejection.
  client.on('error', () => undefined);
  const connected = client.connect();
  connected.catch(() => undefined);
  return {
    evalsha: async (digest, keys, args) => {
      await connected;
      return client.evalSha(plainDigest.get(digest) ?? digest, {
        keys,
        arguments: args.map(String),
      });
    },
    eval: async (script, keys, args) => {
      await connected;
      return client.eval(plain(script), { keys, arguments: args.map(String) });
    },
    close: () => client.destroy(),
  };
}

/** Digests as @upstash/ratelimit knows its scripts, with those of the same scripts as plain Redis runs them. */
const plainDigest = new Map<string, string>();

/** The library's scripts begin with a line of flags that only Upstash knows. */
function plain(script: string): string {
  if (!script.startsWith('#!')) return script;
  const text = script.slice(script.indexOf('\n') + 1);
  plainDigest.set(sha1(script), sha1(text));
  return text;
}

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');
