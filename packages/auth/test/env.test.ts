import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readAuthEnv } from '../src/env.ts';

/** Bytes that look random and are the same in every run. */
const bytes = (seed: number) => createHash('sha256').update(`key ${seed}`).digest();
const key = (kid: string, seed: number, length = 32) =>
  `eu-1-${kid}:${bytes(seed).subarray(0, length).toString('base64url')}`;
const complete = {
  TOSTER_ENV: 'production',
  TOSTER_CELL: 'eu-1',
  TOSTER_STAFF_ACCESS_KEYS: `${key('s-2', 1)},${key('s-1', 2)}`,
  TOSTER_STAFF_REFRESH_KEYS: key('sr-1', 3),
  TOSTER_CUSTOMER_ACCESS_KEYS: key('c-1', 4),
  TOSTER_CUSTOMER_REFRESH_KEYS: key('cr-1', 5),
  TOSTER_PASSWORD_PEPPER: key('p-1', 6),
  TOSTER_CONTEXT_KEYS: key('x-1', 7),
  PATH: '/usr/bin',
};

describe('the environment of authentication', () => {
  test('is read into realms, pepper and cookie mode', () => {
    const env = readAuthEnv(complete);
    expect(env.realms.staff.accessKeys.kids).toEqual(['eu-1-s-2', 'eu-1-s-1']);
    expect(env.realms.customer.refreshKeys.kids).toEqual(['eu-1-cr-1']);
    expect([env.cell, env.cookieMode, env.pepper.signing.kid]).toEqual([
      'eu-1',
      'host',
      'eu-1-p-1',
    ]);
  });

  test('never prints a secret', () => {
    const secret = bytes(1).toString('base64url');
    const env = readAuthEnv(complete);
    expect(inspect(env, { depth: 9 })).not.toContain(secret);
    expect(JSON.stringify(env)).not.toContain(secret);
  });

  test.each(
    Object.keys(complete).filter((name) => name.endsWith('_KEYS') || name.endsWith('_PEPPER')),
  )('is refused when %s is missing, short, or another purpose has the same secret', (name) => {
    const { [name as 'TOSTER_CELL']: _, ...missing } = complete;
    if (name !== 'TOSTER_CONTEXT_KEYS') expect(() => readAuthEnv(missing)).toThrow(name);
    expect(() => readAuthEnv({ ...complete, [name]: key('a', 1, 31) })).toThrow(/32 bytes/);
    const twin = name === 'TOSTER_PASSWORD_PEPPER' ? key('a', 2) : key('a', 6);
    expect(() => readAuthEnv({ ...complete, [name]: twin })).toThrow(/share one secret/);
  });

  test.each(['staging', 'production'])('in %s takes no key of development', (TOSTER_ENV) => {
    const typed = `eu-1-a:${Buffer.alloc(32, 7).toString('base64url')}`;
    const change = { ...complete, TOSTER_ENV, TOSTER_STAFF_ACCESS_KEYS: typed };
    expect(() => readAuthEnv(change)).toThrow(/TOSTER_STAFF_ACCESS_KEYS: key eu-1-a is not random/);
    expect(readAuthEnv({ ...change, TOSTER_ENV: 'local' }).cell).toBe('eu-1');
  });

  test('takes no key of another cell: its tokens would be worth something here', () => {
    expect(() => readAuthEnv({ ...complete, TOSTER_CELL: 'us-1' })).toThrow(/begin with us-1-/);
  });

  test('allows plain cookies on a developer’s machine only', () => {
    expect(
      readAuthEnv({ ...complete, TOSTER_ENV: 'local', TOSTER_COOKIES: 'plain' }).cookieMode,
    ).toBe('plain');
    expect(() => readAuthEnv({ ...complete, TOSTER_COOKIES: 'plain' })).toThrow(/local only/);
  });
});
