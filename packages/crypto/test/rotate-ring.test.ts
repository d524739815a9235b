import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseKeyRing } from '../src/key-ring.ts';
import { generateKeyText } from '../src/key-ring.ts';
import {
  addKey,
  isAdded,
  kidsOf,
  newKid,
  promoteKey,
  retireKeys,
  RotationRefused,
} from '../src/rotate-ring.ts';

const DAY = new Date('2026-11-27T10:00:00Z');
const add = (ring: string, now = DAY) => addKey(ring, newKid('eu-1', now, kidsOf(ring)));

describe('a key is changed in three steps', () => {
  const start = generateKeyText('eu-1-260101a');
  const added = add(start);
  const promoted = promoteKey(added);

  test('first it is known and does not sign', () => {
    expect(kidsOf(added)).toEqual(['eu-1-260101a', 'eu-1-261127a']);
    expect(isAdded(added)).toBe(true);
  });

  test('then it signs, and the old one still verifies', () => {
    expect(kidsOf(promoted)).toEqual(['eu-1-261127a', 'eu-1-260101a']);
    expect(isAdded(promoted)).toBe(false);
    expect(promoted).toContain(start);
  });

  test('then the old one goes', () => {
    expect(kidsOf(retireKeys(promoted))).toEqual(['eu-1-261127a']);
  });

  test('and no step can be taken before its turn', () => {
    expect(() => promoteKey(start)).toThrow(RotationRefused);
    expect(() => retireKeys(start)).toThrow(RotationRefused);
    expect(() => retireKeys(added)).toThrow(/promote it first/);
    expect(() => add(added)).toThrow(/does not sign yet/);
    expect(() => promoteKey(promoted)).toThrow(/add one first/);
  });
});

test('the ids of early homes are older than every dated one', () => {
  const ring = add(generateKeyText('k1'));
  expect(kidsOf(promoteKey(ring))).toEqual(['eu-1-261127a', 'k1']);
});

test('an id names cell, day and the next letter, and never comes back on its day', () => {
  expect(newKid('eu-1', DAY, [])).toBe('eu-1-261127a');
  expect(newKid('eu-1', DAY, ['eu-1-261127b'])).toBe('eu-1-261127c');
  expect(() => newKid('eu-1', DAY, ['eu-1-261127z'])).toThrow(RotationRefused);
});

test('whatever steps are taken, a key that signs was known one step before and bytes never change', () => {
  const steps = fc.array(fc.constantFrom('add', 'promote', 'retire'), { maxLength: 24 });
  fc.assert(
    fc.property(steps, (words) => {
      let ring = generateKeyText('eu-1-260101a');
      let day = 0;
      for (const word of words) {
        const before = parseKeyRing(ring);
        day += 1;
        try {
          if (word === 'add') ring = add(ring, new Date(DAY.getTime() + day * 86_400_000));
          else ring = word === 'promote' ? promoteKey(ring) : retireKeys(ring);
        } catch (error) {
          if (!(error instanceof RotationRefused)) throw error;
        }
        const after = parseKeyRing(ring);
        expect(before.find(after.signing.kid)).toBeDefined();
        expect(after.find(before.signing.kid)).toBeDefined();
        for (const { kid, key } of after.keys) {
          const known = before.find(kid);
          if (known !== undefined) expect(known.equals(key)).toBe(true);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('no refusal shows a secret', () => {
  const ring = add(generateKeyText('eu-1-260101a'));
  for (const step of [add, retireKeys, () => promoteKey(ring.split(',')[0] ?? '')]) {
    let said = '';
    try {
      step(ring);
    } catch (error) {
      said = String(error);
    }
    expect(said).toContain('RotationRefused');
    for (const part of ring.split(',')) expect(said).not.toContain(part.split(':')[1]);
  }
});
