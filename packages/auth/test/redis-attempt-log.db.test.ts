import { redisAttemptLog } from '../src/limits/redis-attempt-log.ts';
import { restRedis } from '../src/limits/redis-rest.ts';
import type { RedisScripts } from '../src/limits/redis-scripts.ts';
import { connectRedis } from '../src/limits/redis-tcp.ts';
import { describeAttemptLog, type OpenStore } from './attempt-log-suite.ts';
import { openRestBridge } from './redis-rest-bridge.ts';
import { openRedis, type TestRedis } from './redis-server.ts';

const TOKEN = 'token-of-the-bridge';

function storeOf(redis: TestRedis, scripts: RedisScripts, close: () => Promise<void>): OpenStore {
  /** Moves every time in the server into the past, in one step. */
  const AGE = `
    for _, key in ipairs(redis.call('KEYS', 'toster:{attempt}:*')) do
      local members = redis.call('ZRANGE', key, 0, -1, 'WITHSCORES')
      for i = 1, #members, 2 do
        redis.call('ZADD', key, string.format('%.3f', members[i + 1] - ARGV[1]), members[i])
      end
    end`;
  return {
    log: redisAttemptLog(scripts),
    age: async (milliseconds) => {
      await redis.command('EVAL', AGE, '0', String(milliseconds));
    },
    count: async (key) => {
      const [failed, pending] = await Promise.all(
        ['failed', 'pending'].map((kind) =>
          redis.command('ZCARD', `toster:{attempt}:${key}:${kind}`),
        ),
      );
      return Number(failed) + Number(pending);
    },
    close,
  };
}

describeAttemptLog('Redis over TCP', async () => {
  const redis = await openRedis();
  const client = connectRedis(redis.url);
  return storeOf(redis, client, async () => {
    client.close();
    await redis.close();
  });
});

describeAttemptLog('Redis over REST', async () => {
  const redis = await openRedis();
  const bridge = await openRestBridge(redis.url, TOKEN);
  return storeOf(redis, restRedis(bridge.url, TOKEN), async () => {
    await bridge.close();
    await redis.close();
  });
});
