import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readApiEnv } from './env.ts';

const ring = (seed: number) =>
  `eu-1-1:${createHash('sha256').update(`key ${seed}`).digest('base64url')}`;
const random = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 24);
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
const THERE = {
  ...LOCAL,
  DATABASE_URL_APP: `postgres://toster_app:${random('app')}@db.example/t?sslmode=verify-full`,
  DATABASE_URL_AUTH: `postgres://toster_auth:${random('auth')}@db.example/t?sslmode=verify-full`,
  TOSTER_TRUSTED_HOPS: '1',
};

describe('the environment of the API', () => {
  test('in local stands behind no proxy unless it says so', () => {
    expect(readApiEnv(LOCAL).trustedHops).toBe(0);
    expect(readApiEnv({ ...LOCAL, TOSTER_TRUSTED_HOPS: '2' }).trustedHops).toBe(2);
  });

  test.each(['staging', 'production'])('in %s has to say how many proxies there are', (env) => {
    const there = { ...THERE, TOSTER_ENV: env };
    for (const silent of [undefined, ''])
      expect(() => readApiEnv({ ...there, TOSTER_TRUSTED_HOPS: silent })).toThrow(
        'TOSTER_TRUSTED_HOPS',
      );
    expect(() => readApiEnv({ ...there, TOSTER_TRUSTED_HOPS: '0' })).toThrow('TOSTER_TRUSTED_HOPS');
    expect(readApiEnv({ ...there, TOSTER_TRUSTED_HOPS: '2' }).trustedHops).toBe(2);
    expect(() => readApiEnv({ ...there, TOSTER_TRUSTED_HOPS: '-1' })).toThrow(
      'TOSTER_TRUSTED_HOPS',
    );
  });

  test.each(['staging', 'production'])(
    'in %s takes no plain connection and no weak password',
    (env) => {
      const change = (DATABASE_URL_APP: string) => () =>
        readApiEnv({ ...THERE, TOSTER_ENV: env, DATABASE_URL_APP });
      expect(change(THERE.DATABASE_URL_APP)().trustedHops).toBe(1);
      expect(change(THERE.DATABASE_URL_APP.split('?')[0] ?? '')).toThrow(/plain connection/);
      expect(change(LOCAL.DATABASE_URL_APP)).toThrow(/DATABASE_URL_APP: the password is shorter/);
      const twin = THERE.DATABASE_URL_AUTH.replace('toster_auth', 'toster_app');
      expect(change(twin)).toThrow(/share one password/);
    },
  );

  test('says which ring is malformed, and shows nothing of it', () => {
    const secret = ring(1).split(':')[1] ?? '';
    const broken = () => readApiEnv({ ...LOCAL, TOSTER_CONTEXT_KEYS: `k1:${secret}=` });
    expect(broken).toThrow(/TOSTER_CONTEXT_KEYS: .* canonical base64url/);
    expect(broken).not.toThrow(secret);
  });

  test('is printed without a secret', () => {
    const shown = inspect(readApiEnv({ ...THERE, TOSTER_ENV: 'production' }), { depth: 9 });
    for (const secret of [random('app'), random('auth'), ring(3).split(':')[1]])
      expect(shown).not.toContain(secret);
    expect(shown).toContain('Secret [redacted]');
  });
});
