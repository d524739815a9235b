import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { constantTimeEqual, hmacSha256, importKey } from '../src/hmac.ts';
import { parseKeyRing } from '../src/key-ring.ts';
import { contextPads, signContext } from '../src/signed-context.ts';

/** RFC 4231 §4, test cases 1, 2, 3 and 6 (a key longer than one block). */
const RFC_4231 = [
  [
    '0b'.repeat(20),
    Buffer.from('Hi There').toString('hex'),
    'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
  ],
  [
    Buffer.from('Jefe').toString('hex'),
    Buffer.from('what do ya want for nothing?').toString('hex'),
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  ],
  [
    'aa'.repeat(20),
    'dd'.repeat(50),
    '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe',
  ],
  [
    'aa'.repeat(131),
    Buffer.from('Test Using Larger Than Block-Size Key - Hash Key First').toString('hex'),
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  ],
] as const;

test.each(RFC_4231)('RFC 4231: key %s', (key, data, mac) => {
  expect(
    hmacSha256(importKey(Buffer.from(key, 'hex')), Buffer.from(data, 'hex')).toString('hex'),
  ).toBe(mac);
});

test.each(RFC_4231)(
  'RFC 4231 by the pads alone, as PostgreSQL computes it: key %s',
  (key, data, mac) => {
    const { ipad, opad } = contextPads(importKey(Buffer.from(key, 'hex')));
    const sha256 = (...parts: Uint8Array[]) =>
      createHash('sha256').update(Buffer.concat(parts)).digest();
    expect([ipad.byteLength, opad.byteLength]).toEqual([64, 64]);
    expect(sha256(opad, sha256(ipad, Buffer.from(data, 'hex'))).toString('hex')).toBe(mac);
  },
);

test('text is signed as UTF-8', () => {
  const key = importKey(Buffer.alloc(32, 7));
  expect(hmacSha256(key, 'Борщ').equals(hmacSha256(key, Buffer.from('Борщ', 'utf8')))).toBe(true);
});

test('constant-time comparison agrees with equality', () => {
  expect(constantTimeEqual('abc', Buffer.from('abc'))).toBe(true);
  expect(constantTimeEqual('abc', 'abd')).toBe(false);
  expect(constantTimeEqual('abc', 'abcd')).toBe(false);
  expect(constantTimeEqual('', '')).toBe(true);
});

describe('a signed context', () => {
  const secret = Buffer.alloc(32, 3);
  const ring = parseKeyRing(`ctx-1:${secret.toString('base64url')}`);

  test('carries the key id, the MAC of the payload text, and that text unchanged', () => {
    const [kid, mac, ...rest] = signContext({ kind: 'staff', ua: 'a:b', org: null }, ring).split(
      ':',
    );
    const text = rest.join(':');
    expect(kid).toBe('ctx-1');
    expect(text).toBe('staff,,,,,,,,{"kind":"staff","ua":"a:b","org":null}');
    expect(mac).toBe(hmacSha256(importKey(secret), text).toString('hex'));
  });

  test.each([{ purpose: 'a,b' }, { org: '{' }, { kind: 'staff\n' }])(
    'refuses a head field that would blur the fields: %j',
    (payload) => {
      expect(() => signContext(payload, ring)).toThrow(TypeError);
    },
  );
});
