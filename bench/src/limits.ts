import { newId } from '@toster/contracts/ids';
import { Breaker } from '@toster/auth/limits/breaker';
import type { AttemptLog } from '@toster/auth/limits/attempt-log';
import { postgresAttemptLog } from '@toster/auth/limits/postgres-attempt-log';
import { redisAttemptLog } from '@toster/auth/limits/redis-attempt-log';
import { redisScript, runScript } from '@toster/auth/limits/redis-scripts';
import { connectRedis } from '@toster/auth/limits/redis-tcp';
import { shieldedAttemptLog } from '@toster/auth/limits/shielded-attempt-log';
import { upstashQuotaStore } from '@toster/auth/limits/upstash-quota-store';
import { openRedis } from '@toster/auth/testing/redis-server';
import { createClient } from '@redis/client';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import type { Fixture } from './fixture.ts';
import { type Contender, interleave, throughput } from './rounds.ts';
import { serverOn } from './server.ts';
import { table } from './table.ts';

const ROUNDS = 7;
const ROUND_MS = 600;
const MOST = 5;
const WINDOW_MS = 900_000;

/** A sliding log and nothing else: the floor. */
const BARE = redisScript(`
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ${WINDOW_MS})
if redis.call('ZCARD', KEYS[1]) >= ${MOST} then return 0 end
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('PEXPIRE', KEYS[1], ${WINDOW_MS})
return 1
`);

/** What it costs to be limited: one attempt under one key, on the same Redis and PostgreSQL. */
export async function benchLimits(fixture: Fixture): Promise<string> {
  const redis = await openRedis();
  const client = connectRedis(redis.url);
  const other = createClient({ url: redis.url });
  await other.connect();
  const server = serverOn(fixture, (role) => fixture.url(role), 16);
  const flexible = new RateLimiterRedis({
    storeClient: other,
    useRedisPackage: true,
    points: MOST,
    duration: WINDOW_MS / 1_000,
  });
  const exact = postgresAttemptLog(server.auth.db);
  const shield = redisAttemptLog(client, 'forgotten');
  const policy = { name: 'bench', units: 1_000_000_000, windowSeconds: 60 };
  const quota = upstashQuotaStore(client);
  const reserve = (log: AttemptLog) => () =>
    log.reserve(newId(), [{ key: newId(), most: MOST, windowMs: WINDOW_MS }]);
  const full = [{ key: newId(), most: MOST, windowMs: WINDOW_MS }];
  const shielded = shieldedAttemptLog(shield, exact, new Breaker());
  for (let failed = 0; failed < MOST; failed += 1) {
    const id = newId();
    await shielded.reserve(id, full);
    await shielded.settle(id, full, 'failed');
  }
  const operations: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['one raw EVALSHA of a sliding log', () => runScript(client, BARE, [newId()], [newId()])],
    ['attempt log in Redis: reserve', reserve(shield)],
    ['rate-limiter-flexible: consume (fixed window)', () => flexible.consume(newId())],
    ['@upstash/ratelimit: a quota', () => quota.spend(newId(), policy, 1)],
    ['attempt log, refused by the shield', () => shielded.reserve(newId(), full)],
    ['attempt log in PostgreSQL: reserve', reserve(exact)],
    ['attempt log, Redis and written through: reserve', reserve(shielded)],
  ];
  try {
    const tables: string[] = [];
    for (const lanes of [1, 32]) {
      const contenders: readonly Contender[] = operations.map(([name, operation]) => ({
        name,
        run: (ms) => throughput(operation, lanes, ms),
      }));
      const measured = await interleave(contenders, ROUNDS, ROUND_MS);
      tables.push(table(`Being limited, ${lanes} in flight`, 'per second', measured));
    }
    return [...tables, ...BOUNDS].join('\n');
  } finally {
    other.destroy();
    client.close();
    await redis.close();
    await Promise.all([server.app.pool.close(), server.auth.db.pool.close()]);
  }
}

const BOUNDS = [
  'The promise is kept by the written-through row: both stores agree before anything is verified. It costs a transaction of PostgreSQL,',
  'which an attempt to sign in (some 20 ms of argon2id) does not notice; a flood is refused by the shield, at the speed of Redis.',
  '',
];
