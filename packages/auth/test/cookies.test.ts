import { describe, expect, test } from 'vitest';
import { clearSessionCookies, readSessionCookies, setSessionCookies } from '../src/cookies.ts';
import { testRealms } from './keys.ts';

const { staff, customer } = testRealms();
const NOW = Date.UTC(2026, 10, 22);
const tokens = {
  accessToken: 'a.b.c',
  accessExpiresAt: NOW + 900_000,
  refreshToken: 'v1.x',
  refreshExpiresAt: NOW + 604_800_000,
};

describe('session cookies', () => {
  test('are host-only, secure, out of reach of scripts and of other sites, and never cached', () => {
    expect(setSessionCookies(staff, 'host', tokens, NOW)).toEqual([
      ['set-cookie', '__Host-t_at=a.b.c; Path=/; Max-Age=900; HttpOnly; Secure; SameSite=Strict'],
      ['set-cookie', '__Host-t_rt=v1.x; Path=/; Max-Age=604800; HttpOnly; Secure; SameSite=Strict'],
      ['cache-control', 'no-store, private'],
    ]);
  });

  test('are cleared with the attributes they were set with', () => {
    expect(clearSessionCookies(staff, 'host')).toEqual([
      ['set-cookie', '__Host-t_at=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Strict'],
      ['set-cookie', '__Host-t_rt=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Strict'],
      ['cache-control', 'no-store, private'],
    ]);
  });

  test('have plain names without Secure in development', () => {
    const [access] = setSessionCookies(staff, 'plain', tokens, NOW);
    expect(access).toEqual([
      'set-cookie',
      't_at=a.b.c; Path=/; Max-Age=900; HttpOnly; SameSite=Strict',
    ]);
  });

  test('are read back, each realm its own', () => {
    const header = 'theme=dark; __Host-t_at=a.b.c;__Host-t_rt=v1.x; __Host-tc_at=c.c.c';
    expect(readSessionCookies(staff, 'host', header)).toEqual({
      accessToken: 'a.b.c',
      refreshToken: 'v1.x',
    });
    expect(readSessionCookies(customer, 'host', header)).toEqual({
      accessToken: 'c.c.c',
      refreshToken: null,
    });
  });

  test('under the development names mean nothing where the real ones are in use', () => {
    expect(readSessionCookies(staff, 'host', 't_at=planted; t_rt=planted')).toEqual({
      accessToken: null,
      refreshToken: null,
    });
  });

  test.each([
    null,
    undefined,
    '',
    ';;;',
    '__Host-t_at',
    '__Host-t_at=',
    '__Host-t_at=a; __Host-t_at=b',
    '__host-t_at=a',
  ])('a header of %j carries no access token', (header) => {
    expect(readSessionCookies(staff, 'host', header).accessToken).toBeNull();
  });
});
