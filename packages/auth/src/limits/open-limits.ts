/** The limits of a process, over the stores its environment names. */
import { type Database, withTenant } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import type { AttemptLog } from './attempt-log.ts';
import { Breaker, type BreakerListener } from './breaker.ts';
import { failoverQuotaStore } from './failover-quota-store.ts';
import { postgresAttemptLog } from './postgres-attempt-log.ts';
import { contextOf, postgresQuotaStore } from './postgres-quota-store.ts';
import { type QuotaNoticer, Quotas } from './quotas.ts';
import { redisAttemptLog } from './redis-attempt-log.ts';
import { restRedis } from './redis-rest.ts';
import type { RedisScripts } from './redis-scripts.ts';
import { connectRedis } from './redis-tcp.ts';
import { shieldedAttemptLog } from './shielded-attempt-log.ts';
import { upstashQuotaStore } from './upstash-quota-store.ts';

/** A Redis by its address. */
export type RedisSettings =
  | { readonly kind: 'tcp'; readonly url: string }
  | { readonly kind: 'rest'; readonly url: string; readonly token: string };

/** What limits whom. */
export type Limits = {
  readonly attempts: AttemptLog;
  readonly quotas: Quotas;
  readonly close: () => void;
};

/**
 * Limits in PostgreSQL, and where there is a Redis, with it before them: attempts are shielded and stay exact, quotas
 * are counted there. `onRedis` is told when it stops answering and when it answers again.
 */
export function openLimits(
  db: Database,
  redis: RedisSettings | null = null,
  onRedis: BreakerListener = () => undefined,
): Limits {
  const attempts = postgresAttemptLog(db);
  const quotas = postgresQuotaStore(db);
  const notice = ownersNotice(db);
  if (redis === null)
    return { attempts, quotas: new Quotas(quotas, notice), close: () => undefined };
  const breaker = new Breaker(onRedis);
  const { scripts, close } = openRedis(redis);
  return {
    attempts: shieldedAttemptLog(redisAttemptLog(scripts, 'forgotten'), attempts, breaker),
    quotas: new Quotas(failoverQuotaStore(upstashQuotaStore(scripts), quotas, breaker), notice),
    close,
  };
}

function openRedis(redis: RedisSettings): { scripts: RedisScripts; close: () => void } {
  if (redis.kind === 'rest')
    return { scripts: restRedis(redis.url, redis.token), close: () => undefined };
  const scripts = connectRedis(redis.url);
  return { scripts, close: () => scripts.close() };
}

/** Notes it once for each window and asks the worker to tell the owners. */
function ownersNotice(db: Database): QuotaNoticer {
  return async (orgId, { name, windowSeconds }, percent) => {
    await withTenant(db, contextOf(orgId), (tx) =>
      tx.execute(sql`select app.note_quota(${name}, ${windowSeconds * 1000}, ${percent})`),
    );
  };
}
