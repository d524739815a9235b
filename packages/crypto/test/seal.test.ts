import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseKeyRing } from '../src/key-ring.ts';
import { seal, unseal } from '../src/seal.ts';

const key = (kid: string, byte: number) => `${kid}:${Buffer.alloc(32, byte).toString('base64url')}`;
const RING = parseKeyRing(key('p-1', 7));
const text = 'JBSWY3DPEHPK3PXP';
const sealed = () => seal(RING, 'totp', 'account-1', text);

test('what was sealed opens to what it was, and looks different each time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), fc.uuid(), (secret, account) => {
      expect(unseal(RING, 'totp', account, seal(RING, 'totp', account, secret))).toBe(secret);
    }),
  );
  expect(sealed()).not.toBe(sealed());
  expect(sealed()).not.toContain(text);
});

test('for another purpose, account or ring it does not open', () => {
  const one = sealed();
  expect(unseal(RING, 'totp', 'account-1', one)).toBe(text);
  expect(unseal(RING, 'codes', 'account-1', one)).toBeNull();
  expect(unseal(RING, 'totp', 'account-2', one)).toBeNull();
  expect(unseal(parseKeyRing(key('p-1', 8)), 'totp', 'account-1', one)).toBeNull();
  expect(unseal(parseKeyRing(key('p-2', 7)), 'totp', 'account-1', one)).toBeNull();
  const rotated = parseKeyRing(`${key('p-2', 9)},${key('p-1', 7)}`);
  expect(unseal(rotated, 'totp', 'account-1', one)).toBe(text);
});

test('with any character changed, and of any other form, it is nothing', () => {
  const one = sealed();
  for (let index = 0; index < one.length; index += 1) {
    const other = one[index] === 'A' ? 'B' : 'A';
    const changed = `${one.slice(0, index)}${other}${one.slice(index + 1)}`;
    // Bits that base64 leaves unused at the end say nothing.
    if (Buffer.from(changed.slice(7), 'base64url').equals(Buffer.from(one.slice(7), 'base64url')))
      continue;
    expect([index, unseal(RING, 'totp', 'account-1', changed)]).toEqual([index, null]);
  }
  for (const none of ['', 'v1.p-1.', 'v1.p-1.AAAA', one.slice(0, -30), `${one}!`, '__proto__'])
    expect(unseal(RING, 'totp', 'account-1', none)).toBeNull();
});
