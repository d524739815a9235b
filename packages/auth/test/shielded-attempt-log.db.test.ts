import { newId } from '@toster/contracts/ids';
import { testDatabase, type TestDatabase } from '@toster/db/testing/database';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { attempt } from '../src/limits/attempt.ts';
import type { AttemptLog } from '../src/limits/attempt-log.ts';
import { Breaker, STORE_DEADLINE_MS, STORE_PAUSE_MS } from '../src/limits/breaker.ts';
import { postgresAttemptLog } from '../src/limits/postgres-attempt-log.ts';
import { redisAttemptLog } from '../src/limits/redis-attempt-log.ts';
import { connectRedis, type RedisTcp } from '../src/limits/redis-tcp.ts';
import { shieldedAttemptLog } from '../src/limits/shielded-attempt-log.ts';
import { openRedis, type TestRedis } from './redis-server.ts';

const WINDOW_MS = 900_000;

let database: TestDatabase;
let redis: TestRedis;
let client: RedisTcp;
let truth: AttemptLog;
let asked: number;
let states: string[];
let clock: number;
let log: AttemptLog;

beforeAll(async () => {
  [database, redis] = await Promise.all([testDatabase(), openRedis()]);
  client = connectRedis(redis.url);
});
afterAll(async () => {
  client.close();
  await Promise.all([database.close(), redis.close()]);
});
beforeEach(async () => {
  redis.resume();
  await redis.restart();
  await connected();
  asked = 0;
  states = [];
  clock = 0;
  const exact = postgresAttemptLog(database.auth);
  truth = {
    ...exact,
    reserve: (id, gates) => {
      asked += 1;
      return exact.reserve(id, gates);
    },
  };
  const breaker = new Breaker(
    (state) => states.push(state),
    () => clock,
  );
  log = shieldedAttemptLog(redisAttemptLog(client, 'forgotten'), truth, breaker);
});

/** Until the client has found the server that was started anew. */
const connected = () =>
  vi.waitFor(() => client.eval('return 1', [], []), { timeout: 5_000, interval: 20 });

const five = () => [{ key: newId(), most: 5, windowMs: WINDOW_MS }];
const guess = (gates: ReturnType<typeof five>, onVerify: () => void = () => undefined) =>
  attempt(log, gates, async () => {
    onVerify();
    return { ok: false, failure: null };
  }).then(
    () => 'verified',
    () => 'refused',
  );
const held = async ([gate]: ReturnType<typeof five>) =>
  (await database.admin`select failed from auth.attempt where key = ${gate?.key ?? ''}`).length;

describe('an attempt log behind a shield', () => {
  test('stays exact while Redis is killed in the middle of sixty guesses, and loses no count', async () => {
    const gates = five();
    let verified = 0;
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        index === 20
          ? redis.kill().then(() => 'killed')
          : guess(gates, () => {
              verified += 1;
              if (verified === 2) void redis.kill();
            }),
      ),
    );
    expect(answers.filter((answer) => answer === 'verified')).toHaveLength(5);
    expect(verified).toBe(5);
    expect(await held(gates)).toBe(5);
    expect(states).toEqual(['open']);
  });

  test('refuses a full address also when Redis has come back empty', async () => {
    const gates = five();
    for (let failed = 0; failed < 5; failed += 1) await guess(gates);
    await redis.restart();
    await connected();
    expect(await guess(gates)).toBe('refused');
    expect(await guess(five())).toBe('verified');
  });

  test('keeps refused attempts from the truth: a flood of a thousand asks it five times', async () => {
    const gates = five();
    for (let failed = 0; failed < 5; failed += 1) await guess(gates);
    const before = asked;
    const flood = await Promise.all(Array.from({ length: 1_000 }, () => guess(gates)));
    expect(flood.every((answer) => answer === 'refused')).toBe(true);
    expect(asked - before).toBe(0);
    expect(before).toBe(5);
  });

  test('waits for a Redis that hangs once, no longer than the deadline, and asks it again after the pause', async () => {
    const gates = five();
    await guess(gates);
    redis.pause();
    const start = performance.now();
    expect(await guess(gates)).toBe('verified');
    expect(performance.now() - start).toBeGreaterThanOrEqual(STORE_DEADLINE_MS - 20);
    const second = performance.now();
    expect(await guess(gates)).toBe('verified');
    expect(performance.now() - second).toBeLessThan(STORE_DEADLINE_MS);
    expect(states).toEqual(['open']);
    redis.resume();
    clock += STORE_PAUSE_MS;
    await expect.poll(async () => (await guess(five()), states)).toEqual(['open', 'closed']);
    for (let failed = 3; failed < 5; failed += 1) expect(await guess(gates)).toBe('verified');
    expect(await guess(gates)).toBe('refused');
  });

  test('does not hold the outage against anybody: attempts Redis never saw the end of count for nothing', async () => {
    const gates = five();
    for (let lost = 0; lost < 5; lost += 1) {
      const success = attempt(log, gates, async () => {
        redis.pause();
        return { ok: true, value: null };
      });
      expect((await success).ok).toBe(true);
      redis.resume();
      clock += STORE_PAUSE_MS;
      await expect.poll(async () => (await guess(five()), states.at(-1))).toBe('closed');
    }
    await redis.command(
      'EVAL',
      `for _, key in ipairs(redis.call('KEYS', '*')) do
         for _, member in ipairs(redis.call('ZRANGE', key, 0, -1)) do redis.call('ZINCRBY', key, -11000, member) end
       end`,
      '0',
    );
    for (let failed = 0; failed < 5; failed += 1) expect(await guess(gates)).toBe('verified');
  });

  test('lets nothing be verified while the truth cannot be reached, whatever Redis says', async () => {
    const down: AttemptLog = { ...truth, reserve: () => Promise.reject(new Error('no database')) };
    const alone = shieldedAttemptLog(redisAttemptLog(client, 'forgotten'), down, new Breaker());
    let verified = 0;
    const tried = attempt(alone, five(), async () => {
      verified += 1;
      return { ok: true, value: null };
    });
    await expect(tried).rejects.toThrow('no database');
    expect(verified).toBe(0);
  });
});

describe('the breaker', () => {
  test('lets one call through as a probe, and while it hangs no other', async () => {
    const breaker = new Breaker(
      () => undefined,
      () => clock,
    );
    const down = () => Promise.reject(new Error('down'));
    await breaker.ask(down);
    let calls = 0;
    const counted = () => {
      calls += 1;
      return Promise.resolve(calls);
    };
    await breaker.ask(counted);
    expect(calls).toBe(0);
    clock += STORE_PAUSE_MS;
    const { promise, resolve } = Promise.withResolvers<string>();
    const probe = breaker.ask(() => promise);
    await breaker.ask(counted);
    expect(calls).toBe(0);
    resolve('answer');
    expect(await probe).toBe('answer');
    expect(await breaker.ask(counted)).toBe(1);
  });
});
