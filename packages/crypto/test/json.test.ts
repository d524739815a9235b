import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalize } from '../src/json.ts';
import { VECTORS } from './env.ts';

describe('values published in RFC 8785', () => {
  test('§3.2.2: primitive serialisation', () => {
    const input = String.raw`{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}`;
    expect(canonicalize(JSON.parse(input))).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  test('§3.2.3: keys are sorted by UTF-16 code units', () => {
    const input = String.raw`{"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"}`;
    expect(canonicalize(JSON.parse(input))).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis",' +
        '"\u20ac":"Euro Sign","\ud83d\ude00":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    );
  });

  test.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('appendix B: %s is written %s', (hex, text) => {
    expect(canonicalize(Buffer.from(hex, 'hex').readDoubleBE())).toBe(text);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    '%s is refused',
    (number) => {
      expect(() => canonicalize([number])).toThrow(TypeError);
    },
  );
});

const testdata = join(VECTORS, 'audit/jcs/testdata');
const published = existsSync(testdata) ? readdirSync(join(testdata, 'input')) : [];

test.for(published)('cyberphone/json-canonicalization, %s', (name) => {
  const input: unknown = JSON.parse(readFileSync(join(testdata, 'input', name), 'utf8'));
  const hex = readFileSync(
    join(testdata, 'outhex', name.replace('.json', '.txt')),
    'utf8',
  ).replaceAll(/\s/g, '');
  expect(Buffer.from(canonicalize(input), 'utf8').toString('hex')).toBe(hex);
});

describe('values that differ never share a text', () => {
  test('keys named like the prototype are ordinary keys', () => {
    expect(canonicalize(JSON.parse('{"constructor":1,"__proto__":{"a":2}}'))).toBe(
      '{"__proto__":{"a":2},"constructor":1}',
    );
  });

  test('an absent property and one that is undefined are the same', () => {
    expect(canonicalize({ b: undefined, a: 1 })).toBe('{"a":1}');
    expect(canonicalize({ b: undefined })).toBe('{}');
  });

  test.each([
    ['a lone surrogate', '\ud800'],
    ['a lone surrogate in a long text', `${'x'.repeat(100)}\udc00`],
    ['a lone surrogate as a key', { '\ud800': 1 }],
    ['bigint', 1n],
    ['undefined', undefined],
    ['a hole', [1, undefined]],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a date', new Date(0)],
    ['a map', new Map([['a', 1]])],
    ['a class instance', new (class Price {})()],
  ])('%s is refused', (_, value) => {
    expect(() => canonicalize(value)).toThrow(TypeError);
  });

  test('a circular value is refused instead of exhausting the stack', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(() => canonicalize(circle)).toThrow(/circular/);
  });

  test('the text is what JSON.parse reads back, does not depend on insertion order, and is a fixed point', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme-composite' }), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        const text = canonicalize(plain);
        expect(JSON.parse(text)).toEqual(plain);
        expect(canonicalize(JSON.parse(text))).toBe(text);
        expect(canonicalize(reversed(plain))).toBe(text);
      }),
    );
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}
