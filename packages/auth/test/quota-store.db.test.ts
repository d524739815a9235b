import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@toster/contracts/ids';
import type { QuotaPolicy } from '@toster/contracts/quotas';
import { testDatabase } from '@toster/db/testing/database';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Breaker, STORE_PAUSE_MS } from '../src/limits/breaker.ts';
import { failoverQuotaStore } from '../src/limits/failover-quota-store.ts';
import { postgresQuotaStore } from '../src/limits/postgres-quota-store.ts';
import type { QuotaStore } from '../src/limits/quota-store.ts';
import { restRedis } from '../src/limits/redis-rest.ts';
import { connectRedis } from '../src/limits/redis-tcp.ts';
import { upstashQuotaStore } from '../src/limits/upstash-quota-store.ts';
import { openRestBridge } from './redis-rest-bridge.ts';
import { openRedis } from './redis-server.ts';

type Opened = { readonly store: QuotaStore; readonly close: () => Promise<void> };

const HOUR: QuotaPolicy = { name: 'hourly', units: 100, windowSeconds: 3_600 };
const TOKEN = 'token-of-the-bridge';

const STORES: readonly (readonly [name: string, open: () => Promise<Opened>])[] = [
  [
    'PostgreSQL',
    async () => {
      const database = await testDatabase();
      return { store: postgresQuotaStore(database.auth), close: () => database.close() };
    },
  ],
  [
    'Redis over TCP',
    async () => {
      const redis = await openRedis();
      const client = connectRedis(redis.url);
      const close = () => (client.close(), redis.close());
      return { store: upstashQuotaStore(client), close };
    },
  ],
  [
    'Redis over REST',
    async () => {
      const redis = await openRedis();
      const bridge = await openRestBridge(redis.url, TOKEN);
      const close = async () => {
        await bridge.close();
        await redis.close();
      };
      return { store: upstashQuotaStore(restRedis(bridge.url, TOKEN)), close };
    },
  ],
];

describe.each(STORES)('quotas in %s', (_, open) => {
  let opened: Opened;
  let store: QuotaStore;
  beforeAll(async () => {
    opened = await open();
    store = opened.store;
  });
  afterAll(async () => opened.close());

  const spend = async (orgId: string, policy: QuotaPolicy, times: number, units = 1) => {
    const answers = await Promise.all(
      Array.from({ length: times }, () => store.spend(orgId, policy, units)),
    );
    return answers.filter(({ admitted }) => admitted).length;
  };

  test('admit exactly what they hold within a window, however many ask at once', async () => {
    const orgId = newId();
    expect(await spend(orgId, HOUR, 160)).toBe(100);
    expect(await store.look(orgId, HOUR)).toMatchObject({ admitted: false, used: 100 });
  });

  test('refuse a call that costs more than is left; what it would have cost may be lost, no more', async () => {
    const orgId = newId();
    expect(await spend(orgId, HOUR, 14, 7)).toBe(14);
    expect((await store.spend(orgId, HOUR, 7)).admitted).toBe(false);
    const { used } = await store.look(orgId, HOUR);
    expect(used).toBeGreaterThanOrEqual(98);
    expect(used).toBeLessThanOrEqual(100);
  });

  test('are of one organisation and one policy each', async () => {
    const [mine, theirs] = [newId(), newId()];
    await spend(mine, HOUR, 101);
    expect(await store.look(theirs, HOUR)).toMatchObject({ admitted: true, used: 0 });
    expect((await store.spend(theirs, HOUR, 1)).admitted).toBe(true);
    expect((await store.spend(mine, { ...HOUR, name: 'other' }, 1)).admitted).toBe(true);
  });

  test('look without drawing', async () => {
    const orgId = newId();
    await store.spend(orgId, HOUR, 30);
    for (let look = 0; look < 5; look += 1)
      expect(await store.look(orgId, HOUR)).toMatchObject({ admitted: true, used: 30 });
  });

  test('say within the window when it ends', async () => {
    const { resetMs } = await store.spend(newId(), HOUR, 1);
    const left = 3_600_000 - (Date.now() % 3_600_000);
    expect(Math.abs(resetMs - left)).toBeLessThan(2_000);
  });

  test('slide: what the window before used counts by the share of it that is still within reach', async () => {
    const policy: QuotaPolicy = { name: 'short', units: 40, windowSeconds: 1 };
    const orgId = newId();
    const until = (ms: number) => sleep(1_000 - (Date.now() % 1_000) + ms);
    await until(50);
    expect(await spend(orgId, policy, 60)).toBe(40);
    await until(450);
    const begun = Date.now() % 1_000;
    const admitted = await spend(orgId, policy, 60);
    const ended = Date.now() % 1_000;
    // The server reads its clock somewhere between; a few milliseconds lie between it and ours.
    const free = (ms: number) => 40 - Math.floor(40 * (1 - ms / 1_000));
    expect(admitted).toBeGreaterThanOrEqual(free(begun - 30));
    expect(admitted).toBeLessThanOrEqual(free(ended + 30));
    await until(999);
    await until(50);
    expect((await store.spend(orgId, policy, 1)).admitted).toBe(true);
  });
});

describe('quotas over two stores', () => {
  test('count on in PostgreSQL from zero when Redis is killed, say so once, and return by themselves', async () => {
    const [database, redis] = await Promise.all([testDatabase(), openRedis()]);
    const client = connectRedis(redis.url);
    const states: string[] = [];
    let clock = 0;
    const breaker = new Breaker(
      (state) => states.push(state),
      () => clock,
    );
    const store = failoverQuotaStore(
      upstashQuotaStore(client),
      postgresQuotaStore(database.auth),
      breaker,
    );
    const orgId = newId();
    await store.spend(orgId, HOUR, 60);
    expect(states).toEqual([]);
    await redis.kill();
    expect(await store.look(orgId, HOUR)).toMatchObject({ admitted: true, used: 0 });
    const admitted: boolean[] = [];
    for (let call = 0; call < 150; call += 1)
      admitted.push((await store.spend(orgId, HOUR, 1)).admitted);
    expect(admitted.filter(Boolean)).toHaveLength(100);
    expect(states).toEqual(['open']);
    await redis.restart();
    await expect
      .poll(async () => {
        clock += STORE_PAUSE_MS;
        await store.look(orgId, HOUR);
        return states;
      })
      .toEqual(['open', 'closed']);
    expect(await store.look(orgId, HOUR)).toMatchObject({ admitted: true, used: 0 });
    client.close();
    await Promise.all([database.close(), redis.close()]);
  });
});
