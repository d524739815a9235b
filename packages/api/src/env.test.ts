import { describe, expect, test } from 'vitest';
import { readApiEnv } from './env.ts';

const ring = (byte: number) => `k1:${Buffer.alloc(32, byte).toString('base64url')}`;
const LOCAL = {
  TOSTER_ENV: 'local',
  TOSTER_CELL: 'eu-1',
  DATABASE_URL_APP: 'postgres://toster_app:a@127.0.0.1/toster',
  DATABASE_URL_AUTH: 'postgres://toster_auth:a@127.0.0.1/toster',
  TOSTER_CONTEXT_KEYS: ring(1),
  TOSTER_ADDRESS_KEY: ring(2),
  TOSTER_STAFF_ACCESS_KEYS: ring(3),
  TOSTER_STAFF_REFRESH_KEYS: ring(4),
  TOSTER_CUSTOMER_ACCESS_KEYS: ring(5),
  TOSTER_CUSTOMER_REFRESH_KEYS: ring(6),
  TOSTER_PASSWORD_PEPPER: ring(7),
};

describe('the environment of the API', () => {
  test('in local stands behind no proxy unless it says so', () => {
    expect(readApiEnv(LOCAL).trustedHops).toBe(0);
    expect(readApiEnv({ ...LOCAL, TOSTER_TRUSTED_HOPS: '2' }).trustedHops).toBe(2);
  });

  test.each(['staging', 'production'])('in %s has to say how many proxies there are', (env) => {
    const there = { ...LOCAL, TOSTER_ENV: env };
    for (const silent of [undefined, ''])
      expect(() => readApiEnv({ ...there, TOSTER_TRUSTED_HOPS: silent })).toThrow(
        'TOSTER_TRUSTED_HOPS',
      );
    expect(readApiEnv({ ...there, TOSTER_TRUSTED_HOPS: '0' }).trustedHops).toBe(0);
    expect(() => readApiEnv({ ...there, TOSTER_TRUSTED_HOPS: '-1' })).toThrow(
      'TOSTER_TRUSTED_HOPS',
    );
  });
});
