import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  codeAt,
  fromBase32,
  keyUri,
  newSecret,
  stepFor,
  stepOf,
  toBase32,
} from '../src/factors/totp.ts';

const RFC_SECRET = Buffer.from('12345678901234567890', 'ascii');

// RFC 4226, appendix D.
test.each(
  [
    '755224',
    '287082',
    '359152',
    '969429',
    '338314',
    '254676',
    '287922',
    '162583',
    '399871',
    '520489',
  ].map((code, counter) => [counter, code] as const),
)('the code of counter %i is %s', (counter, code) => {
  expect(codeAt(RFC_SECRET, counter)).toBe(code);
});

// RFC 6238, appendix B, the rows of SHA-1.
test.each([
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
])('the code at second %i is %s', (second, code) => {
  expect(codeAt(RFC_SECRET, stepOf(second * 1_000), 8)).toBe(code);
});

// RFC 4648, section 10.
test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('%j in base32 is %s', (text, encoded) => {
  expect(toBase32(Buffer.from(text))).toBe(encoded);
  expect(fromBase32(encoded).toString()).toBe(text);
});

describe('a code', () => {
  const secret = newSecret();
  const now = Date.UTC(2026, 10, 27, 12, 0, 10);
  const code = (steps: number) => codeAt(fromBase32(secret), stepOf(now) + steps);

  test('is right in its own step and one to each side, and says which it was', () => {
    for (const steps of [-1, 0, 1])
      expect(stepFor(secret, code(steps), now)).toBe(stepOf(now) + steps);
    for (const steps of [-3, -2, 2, 3, 100]) expect(stepFor(secret, code(steps), now)).toBeNull();
  });

  test('is six digits and nothing else', () => {
    for (const other of ['', '12345', '1234567', `${code(0)} `, 'abcdef', '１２３４５６', '-12345'])
      expect(stepFor(secret, other, now)).toBeNull();
  });

  test('guessed at random is right about three times in a million', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), (guess) => {
        const text = String(guess).padStart(6, '0');
        const isRight = [-1, 0, 1].some((steps) => code(steps) === text);
        expect(stepFor(secret, text, now) !== null).toBe(isRight);
      }),
    );
  });
});

test('a secret has 160 bits, and its address in the picture is what apps read', () => {
  expect(newSecret()).toMatch(/^[A-Z2-7]{32}$/);
  expect(newSecret()).not.toBe(newSecret());
  const uri = new URL(keyUri('JBSWY3DPEHPK3PXP', 'anna+test@example.test'));
  expect(uri.protocol).toBe('otpauth:');
  expect(decodeURIComponent(uri.pathname)).toContain('Toster:anna+test@example.test');
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    secret: 'JBSWY3DPEHPK3PXP',
    issuer: 'Toster',
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
});
