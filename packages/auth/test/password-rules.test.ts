import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { faultOf } from '../src/password-rules.ts';

const ABOUT = ['olena.kovalenko@varenyk.example', 'Вареник', 'varenyk-kyiv', 'Bistro Lviv'];
const fault = (password: string) => faultOf(password, ABOUT);

describe('a password', () => {
  it.each([
    'four cows in a blue boat',
    'correct horse battery staple',
    'Їжак у тумані о третій',
    'xK9#mQ2$vL7!pR',
    'zażółć gęślą jaźń',
    '🐙🦑🐚🪸🐠🐡🦐🦞🦀🐋🐬🦭',
    'my toster burns the bread daily',
  ])('that nobody guesses is taken, without a word about signs and digits: %s', (password) =>
    expect(fault(password)).toBeNull(),
  );

  it('has twelve characters, whatever they are made of', () => {
    expect(fault('bluecowboat')).toBe('short');
    expect(fault('bluecowboats')).toBeNull();
    expect(fault('🐙🦑🐚🪸🐠🐡🦐🦞🦀🐋🐬')).toBe('short');
    // One character in two code points is one, in whatever form it was typed.
    expect(fault('éclairs au a')).toBe(fault('e\u0301clairs au a'));
    expect(fault(`four cows ${'x'.repeat(247)}`)).toBe('long');
  });

  // First of the passwords of the lists that have twelve characters or more (zxcvbn-ts, MIT).
  it.each(['123qweasdzxc', '1qaz2wsx3edc', 'q1w2e3r4t5y6', 'Q1W2E3R4T5Y6', 'unbelievable'])(
    'that everybody tries first is refused, in any case: %s',
    (password) => expect(fault(password)).toBe('common'),
  );

  it.each([
    'aaaaaaaaaaaaaaaa',
    'abababababababab',
    'abcabcabcabcabc',
    '1234567890123',
    'abcdefghijklmnop',
    '987654321098',
    'qwerqwerqwerqwer',
  ])('that is a pattern is refused: %s', (password) =>
    expect(['pattern', 'common']).toContain(fault(password)),
  );

  it.each([
    'Varenyk-2026!!',
    'Вареник2026!!!',
    'olena.kovalenko1',
    'BistroLviv#123',
    'toster-password-1',
    'varenykvarenyk7',
  ])('made of words that are known of its owner is refused: %s', (password) =>
    expect(fault(password)).toBe('about'),
  );
});

test('no text makes the rules fail, and each has one answer', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (password) => {
      const answer = fault(password);
      expect([null, 'short', 'long', 'common', 'pattern', 'about']).toContain(answer);
      expect(fault(password)).toBe(answer);
    }),
  );
});

test('a random password of letters is refused about as often as one wins a lottery', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'),
        minLength: 16,
        maxLength: 24,
      }),
      (password) => {
        fc.pre(new Set(password).size >= 6);
        expect(fault(password)).toBeNull();
      },
    ),
    { numRuns: 500 },
  );
});
