import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseArray } from './client.ts';
import { encodeParameter } from './encode-parameter.ts';

describe('the text form of a parameter', () => {
  test.each([
    [null, null],
    ['text', 'text'],
    [1.5, '1.5'],
    [12n, '12'],
    [true, 'true'],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [Buffer.from([0, 255]), '\\x00ff'],
    [{ a: [1] }, '{"a":[1]}'],
    [['a"b', null, 'NULL', 3], '{"a\\"b",NULL,"NULL","3"}'],
    [
      [
        [1, 2],
        [3, 4],
      ],
      '{{"1","2"},{"3","4"}}',
    ],
    [[], '{}'],
  ])('%s', (value, expected) => {
    expect(encodeParameter(value)).toBe(expected);
  });

  test.each([undefined, Symbol('s'), () => 1])('is refused for %s', (value) => {
    expect(() => encodeParameter(value)).toThrow(TypeError);
  });

  test('arrays of any text come back from their literal', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.string({ unit: 'binary' }))), (values) => {
        expect(parseArray(encodeParameter(values) ?? '')).toEqual(values);
      }),
    );
  });

  test('unquoted literals of the server are read', () => {
    expect(parseArray('{a,NULL,"x,y","NULL"}')).toEqual(['a', null, 'x,y', 'NULL']);
    expect(parseArray('{}')).toEqual([]);
  });
});
