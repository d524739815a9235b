import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge, type SessionState } from '../src/rotation-rules.ts';

const T0 = Date.UTC(2026, 10, 22);
const GRACE = 20_000;
const session: SessionState = {
  counter: 5,
  lastRotatedAt: T0,
  idleExpiresAt: T0 + 7 * 86_400_000,
  absoluteExpiresAt: T0 + 30 * 86_400_000,
  revoked: false,
  revokeReason: null,
  entitled: true,
};

describe('the state table of refresh rotation', () => {
  test.each([
    ['the token of the day', 5, 3_600_000, {}, 'rotate'],
    ['the one before, within grace', 4, GRACE - 1, {}, 'concurrent'],
    ['the one before, at the end of grace', 4, GRACE, {}, 'reuse'],
    ['the one before, a day later', 4, 86_400_000, {}, 'reuse'],
    ['the one before, seen by a server whose clock is behind', 4, -3_000, {}, 'concurrent'],
    ['a grandparent within grace', 3, 1_000, {}, 'superseded'],
    ['a grandparent after grace', 3, GRACE, {}, 'reuse'],
    ['a token that was never issued', 6, 1_000, {}, 'not_issued'],
    ['any token after the idle end', 5, 7 * 86_400_000, {}, 'ended'],
    ['any token after the absolute end', 5, 1_000, { absoluteExpiresAt: T0 + 1_000 }, 'ended'],
    ['any token of a revoked session', 5, 1_000, { revoked: true, revokeReason: 'reuse' }, 'ended'],
    [
      'a used token of a revoked session',
      1,
      GRACE,
      { revoked: true, revokeReason: 'signed_out' },
      'ended',
    ],
    [
      'the old session of a browser that switched',
      5,
      1_000,
      { revoked: true, revokeReason: 'switched' },
      'superseded',
    ],
    ['a person without standing', 5, 1_000, { entitled: false }, 'unentitled'],
  ] as const)('%s: counter %i after %i ms', (_, counter, elapsed, change, verdict) => {
    expect(judge({ ...session, ...change }, counter, T0 + elapsed, GRACE)).toBe(verdict);
  });

  test('nothing answers with tokens but the token of the day and its parent in grace, on a living session', () => {
    fc.assert(
      fc.property(
        fc.nat(10),
        fc.nat(10),
        fc.integer({ min: -5_000, max: 40 * 86_400_000 }),
        fc.boolean(),
        fc.boolean(),
        (current, counter, elapsed, revoked, entitled) => {
          const verdict = judge(
            { ...session, counter: current, revoked, entitled },
            counter,
            T0 + elapsed,
            GRACE,
          );
          const living = !revoked && entitled && elapsed < 7 * 86_400_000;
          const parent = counter === current - 1 && elapsed < GRACE;
          const answers = verdict === 'rotate' || verdict === 'concurrent';
          expect(answers).toBe(living && (counter === current || parent));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
