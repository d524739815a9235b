import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseKeyRing } from '../src/key-ring.ts';
import { deriveRefreshToken, parseRefreshToken } from '../src/refresh-token.ts';

const ringOf = (kid: string, byte: number) =>
  parseKeyRing(`${kid}:${Buffer.alloc(32, byte).toString('base64url')}`);
const ring = ringOf('s-1', 1);
const sessionId = '0198c8f2-7d3c-7a41-9f10-2b7c5d1e8a90';
const session = { realm: 'staff', sessionId, counter: 7 };
const token = deriveRefreshToken(ring, session);

describe('a derived refresh token', () => {
  test('says what it was made from', () => {
    expect(parseRefreshToken(ring, 'staff', token)).toEqual({ sessionId, counter: 7, kid: 's-1' });
  });

  test('is the same each time, and another for each counter, session, realm and key', () => {
    expect(deriveRefreshToken(ring, session)).toBe(token);
    const others = [
      deriveRefreshToken(ring, { ...session, counter: 8 }),
      deriveRefreshToken(ring, { ...session, sessionId: '0198c8f2-7d3c-7a41-9f10-2b7c5d1e8a91' }),
      deriveRefreshToken(ring, { ...session, realm: 'customer' }),
      deriveRefreshToken(ringOf('s-1', 2), session),
      deriveRefreshToken(ringOf('s-2', 1), session),
    ];
    expect(new Set([token, ...others.map((other) => other.split('.').at(-1))]).size).toBe(6);
  });

  test('is HMAC-SHA-256 under an HKDF key of the session (RFC 5869 computed by hand)', () => {
    const hmac = (key: Uint8Array, data: string | Uint8Array) =>
      createHmac('sha256', key).update(data).digest();
    const extracted = hmac(Buffer.alloc(32), Buffer.alloc(32, 1));
    const expanded = hmac(extracted, `toster refresh v1|staff|${sessionId}\u0001`);
    expect(token).toBe(
      `v1.s-1.${sessionId}.7.${hmac(expanded, `v1.s-1.${sessionId}.7`).toString('base64url')}`,
    );
  });

  test('of another realm or of an unknown key is refused', () => {
    expect(parseRefreshToken(ring, 'customer', token)).toBeNull();
    expect(parseRefreshToken(ringOf('s-1', 2), 'staff', token)).toBeNull();
    expect(parseRefreshToken(ringOf('s-2', 1), 'staff', token)).toBeNull();
  });

  test('is still accepted while its key is being retired', () => {
    const both = parseKeyRing(
      `s-2:${Buffer.alloc(32, 2).toString('base64url')},s-1:${Buffer.alloc(32, 1).toString('base64url')}`,
    );
    expect(parseRefreshToken(both, 'staff', token)?.counter).toBe(7);
    expect(deriveRefreshToken(both, session)).toMatch(/^v1\.s-2\./);
  });

  test('altered in any one character is refused', () => {
    const alphabet = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.= '];
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...alphabet), (at, character) => {
        fc.pre(token[at] !== character);
        expect(
          parseRefreshToken(ring, 'staff', token.slice(0, at) + character + token.slice(at + 1)),
        ).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['nothing', ''],
    ['a JWT', 'eyJhbGciOiJub25lIn0.e30.'],
    ['padding', `${token}=`],
    ['a line break', `${token}\n`],
    ['a counter with a leading zero', token.replace('.7.', '.07.')],
    ['a counter beyond an integer column', token.replace('.7.', '.2147483648.')],
    ['a session id in capitals', token.replace(sessionId, sessionId.toUpperCase())],
    ['a version to come', token.replace('v1.', 'v2.')],
    ['a key id from the prototype', token.replace('s-1', '__proto__')],
    ['a megabyte', token.repeat(10_000)],
  ])('%s is refused', (_, text) => {
    expect(parseRefreshToken(ring, 'staff', text)).toBeNull();
  });

  test.each([-1, 0.5, Number.NaN, 2_147_483_648])('counter %s is never written', (counter) => {
    expect(() => deriveRefreshToken(ring, { ...session, counter })).toThrow(TypeError);
  });
});
