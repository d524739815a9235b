import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readSettings } from './env.ts';

beforeEach(() => {
  vi.stubEnv('DATABASE_URL', undefined);
  vi.stubEnv('TOSTER_ENV', undefined);
});
afterEach(() => vi.unstubAllEnvs());

describe('without TOSTER_ENV', () => {
  test.each([
    undefined,
    '',
    'postgres://u:p@localhost/toster',
    'postgres://u:p@127.0.0.1:5433/toster',
    'postgresql://u:p@[::1]/toster',
  ])('it is local with the database %s', (url) => {
    vi.stubEnv('DATABASE_URL', url);
    expect(readSettings().environment).toBe('local');
  });

  test.each([
    'postgres://u:p@db.example/toster',
    'postgres://u:p@localhost.example/toster',
    'postgres://u:p@127.0.0.1.example/toster',
    'postgres://u:p@10.0.0.7/toster',
    'postgres://u:p@localhost,db.example/toster',
    'postgres://u:p@localhost/toster?host=db.example',
    'postgres:///toster',
  ])('a database elsewhere is refused: %s', (url) => {
    vi.stubEnv('DATABASE_URL', url);
    expect(() => readSettings()).toThrow('set TOSTER_ENV too');
    for (const environment of ['local', 'staging', 'production']) {
      vi.stubEnv('TOSTER_ENV', environment);
      expect(readSettings().environment).toBe(environment);
    }
  });
});
