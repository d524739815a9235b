import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { assertDistinctKeys, generateKeyText, parseKeyRing } from '../src/key-ring.ts';

const secret = (byte: number, length = 32) => Buffer.alloc(length, byte).toString('base64url');

describe('a key ring', () => {
  test('signs with the first key and finds all', () => {
    const ring = parseKeyRing(`s-2026-11b:${secret(1)},s-2026-11a:${secret(2, 64)}`);
    expect(ring.kids).toEqual(['s-2026-11b', 's-2026-11a']);
    expect(ring.signing.kid).toBe('s-2026-11b');
    expect(ring.find('s-2026-11a')?.export()).toEqual(Buffer.alloc(64, 2));
  });

  test.each(['__proto__', 'constructor', 'toString', '../../etc/passwd', ''])(
    'knows no key %j',
    (kid) => {
      expect(parseKeyRing(`a:${secret(1)}`).find(kid)).toBeUndefined();
    },
  );

  test('is never shown', () => {
    const ring = parseKeyRing(`a:${secret(1)}`);
    const outputs = [
      String(ring),
      `${ring}`,
      JSON.stringify({ ring }),
      inspect(ring),
      inspect({ ring }, { depth: 9, showHidden: true }),
      inspect(ring.signing),
    ];
    for (const output of outputs) {
      expect(output).not.toContain(secret(1));
      expect(output).not.toContain(Buffer.alloc(8, 1).toString('hex'));
    }
    expect(String(ring)).toBe('[redacted]');
  });

  test.each([
    ['nothing', ''],
    ['a key without an id', secret(1)],
    ['an empty id', `:${secret(1)}`],
    ['an id in capitals', `S-1:${secret(1)}`],
    ['an id of 33 characters', `${'a'.repeat(33)}:${secret(1)}`],
    ['31 bytes', `a:${secret(1, 31)}`],
    ['an id twice', `a:${secret(1)},a:${secret(2)}`],
    ['a secret twice', `a:${secret(1)},b:${secret(1)}`],
    ['padding', `a:${Buffer.alloc(32, 1).toString('base64')}`],
    ['a non-canonical last character', `a:${secret(1).slice(0, -1)}F`],
    ['a trailing comma', `a:${secret(1)},`],
  ])('refuses %s, without repeating the secret', (_, text) => {
    let message = '';
    try {
      parseKeyRing(text);
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain('TypeError');
    expect(message).not.toContain(secret(1).slice(0, 20));
  });

  test('a generated key is accepted and never the same twice', () => {
    const texts = [generateKeyText('s-1'), generateKeyText('s-2')];
    expect(parseKeyRing(texts.join(',')).kids).toEqual(['s-1', 's-2']);
    expect(() => generateKeyText('Bad Id')).toThrow(TypeError);
  });
});

test('one secret may not serve two purposes, and rotating within one purpose is fine', () => {
  const staff = parseKeyRing(`s-2:${secret(2)},s-1:${secret(1)}`);
  const customer = parseKeyRing(`c-1:${secret(3)}`);
  const stolen = parseKeyRing(`c-1:${secret(1)}`);
  expect(() => assertDistinctKeys({ staff, customer })).not.toThrow();
  expect(() => assertDistinctKeys({ staff, customer: stolen })).toThrow(/staff and customer/);
});
