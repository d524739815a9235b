import { newId } from '@toster/contracts/ids';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { attempt } from '../src/limits/attempt.ts';
import type { AttemptLog, Gate } from '../src/limits/attempt-log.ts';

/** A store under test. */
export type OpenStore = {
  readonly log: AttemptLog;
  /** Lets time pass: what is logged happened so much earlier. */
  readonly age: (milliseconds: number) => Promise<void>;
  /** What the store holds under a key. */
  readonly count: (key: string) => Promise<number>;
  readonly close: () => Promise<void>;
};

const WINDOW_MS = 900_000;
const FIVE = { most: 5, windowMs: WINDOW_MS };

/** What every attempt log guarantees, exactly, whatever it is stored in. */
export function describeAttemptLog(name: string, open: () => Promise<OpenStore>): void {
  let store: OpenStore;
  let key: string;
  let gates: readonly Gate[];

  beforeAll(async () => {
    store = await open();
  });
  afterAll(async () => store.close());
  beforeEach(() => {
    key = newId();
    gates = [{ key, ...FIVE }];
  });

  const fail = async (times = 1, under = gates) => {
    for (let each = 0; each < times; each += 1) {
      const id = newId();
      expect(await store.log.reserve(id, under)).toEqual({ waitMs: 0, pending: false });
      await store.log.settle(id, under, 'failed');
    }
  };
  const waitMs = async (under = gates) => (await store.log.look(under)).waitMs;

  describe(`the attempt log in ${name}`, () => {
    test('lets sixty guesses made at once be verified five times', async () => {
      const verified: number[] = [];
      const guesses = Array.from({ length: 60 }, (_, guess) =>
        attempt(store.log, gates, async () => {
          verified.push(guess);
          return { ok: false, failure: guess };
        }).then(
          ({ ok }) => ok,
          (error: unknown) => error,
        ),
      );
      const answers = await Promise.all(guesses);
      expect(verified).toHaveLength(5);
      expect(answers.filter((answer) => answer === false)).toHaveLength(5);
      const refused = answers.filter((answer) => answer !== false);
      for (const error of refused)
        expect(error).toMatchObject({
          code: 'TOO_MANY_ATTEMPTS',
          details: { retryAfterSeconds: 900 },
        });
      expect(await store.count(key)).toBe(5);
    });

    test('lets sixty people with the right password in at once, a few at a time', async () => {
      const answers = await Promise.all(
        Array.from({ length: 60 }, (_, person) =>
          attempt(store.log, gates, async () => ({ ok: true, value: person })),
        ),
      );
      expect(answers.every(({ ok }) => ok)).toBe(true);
      expect(await store.count(key)).toBe(0);
    });

    test('refuses the sixth a second before the window ends, and allows it after', async () => {
      await fail(5);
      await store.age(WINDOW_MS - 1_000);
      const wait = await waitMs();
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(1_000);
      expect((await store.log.reserve(newId(), gates)).waitMs).toBeGreaterThan(0);
      await store.age(wait);
      await fail(1);
    });

    test('says to the millisecond when the next attempt is free, and each failure frees its own place', async () => {
      for (let minute = 0; minute < 5; minute += 1) {
        await fail(1);
        await store.age(60_000);
      }
      const wait = await waitMs();
      expect(Math.abs(wait - 600_000)).toBeLessThan(1_000);
      await store.age(wait);
      await fail(1);
      const next = await waitMs();
      expect(Math.abs(next - 60_000)).toBeLessThan(2_000);
    });

    test('is not lengthened by attempts that were refused', async () => {
      await fail(5);
      const before = await waitMs();
      for (let refused = 0; refused < 20; refused += 1) await store.log.reserve(newId(), gates);
      expect(await waitMs()).toBeLessThanOrEqual(before);
      expect(await store.count(key)).toBe(5);
    });

    test('gives a success back its own place and nobody else’s', async () => {
      await fail(4);
      for (let success = 0; success < 20; success += 1)
        await attempt(store.log, gates, async () => ({ ok: true, value: null }));
      expect(await store.count(key)).toBe(4);
      await fail(1);
      expect(await waitMs()).toBeGreaterThan(0);
    });

    test('never takes out an attempt that has failed, nor one of another key or name', async () => {
      const id = newId();
      const other = [{ key: newId(), ...FIVE }];
      await store.log.reserve(id, gates);
      await store.log.reserve(id, other);
      await store.log.settle(id, gates, 'failed');
      await store.log.settle(id, gates, 'none');
      await store.log.settle(newId(), other, 'none');
      expect(await store.count(key)).toBe(1);
      expect(await store.count(other[0]?.key ?? '')).toBe(1);
    });

    test('counts a verification that broke as none, and one whose process died as failed', async () => {
      const broken = attempt(store.log, gates, () => Promise.reject(new Error('lost')));
      await expect(broken).rejects.toThrow('lost');
      expect(await store.count(key)).toBe(0);
      for (let died = 0; died < 5; died += 1) await store.log.reserve(newId(), gates);
      expect(await store.log.look(gates)).toMatchObject({ pending: true });
      await store.age(11_000);
      const wait = await store.log.look(gates);
      expect(wait.pending).toBe(false);
      expect(Math.abs(wait.waitMs - (WINDOW_MS - 11_000))).toBeLessThan(1_000);
    });

    test('reserves under all its keys or under none', async () => {
      const wide = { key: newId(), most: 40, windowMs: WINDOW_MS };
      await fail(5, [{ key, ...FIVE }, wide]);
      expect((await store.log.reserve(newId(), [wide, { key, ...FIVE }])).waitMs).toBeGreaterThan(
        0,
      );
      expect(await store.count(wide.key)).toBe(5);
      await fail(1, [wide]);
    });

    test('takes many keys in any order at the same time without getting stuck', async () => {
      const many = Array.from({ length: 6 }, () => ({
        key: newId(),
        most: 8,
        windowMs: WINDOW_MS,
      }));
      const answers = await Promise.all(
        Array.from({ length: 60 }, (_, turn) => {
          const turned = [...many.slice(turn % 6), ...many.slice(0, turn % 6)];
          return store.log.reserve(newId(), turned);
        }),
      );
      expect(answers.filter(({ waitMs: wait }) => wait === 0)).toHaveLength(8);
    });

    test('slows a pair down with what its account has failed, and leaves every other pair as quick as ever', async () => {
      const account = { key: newId(), windowMs: 3_600_000 };
      const slowing = { by: account.key, from: 10, firstMs: 30_000, longestMs: 100_000 };
      const pair = (): readonly Gate[] => [
        { key: newId(), most: 20, windowMs: 86_400_000, slowing },
        account,
      ];
      const mine = pair();
      for (let address = 0; address < 9; address += 1) await fail(1, pair());
      await fail(1, mine);
      expect(Math.abs((await waitMs(mine)) - 30_000)).toBeLessThan(1_000);
      for (let address = 0; address < 10; address += 1) await fail(1, pair());
      expect(Math.abs((await waitMs(mine)) - 60_000)).toBeLessThan(2_000);
      for (let address = 0; address < 30; address += 1) await fail(1, pair());
      expect(Math.abs((await waitMs(mine)) - 100_000)).toBeLessThan(3_000);
      await attempt(store.log, pair(), async () => ({ ok: true, value: 'the owner' }));
      await store.age(101_000);
      await fail(1, mine);
    });

    test('never lets more fail in any window than the limit, whenever they come', async () => {
      const most = 3;
      const windowMs = 10_000;
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(4_000), { maxLength: 14 }), async (pauses) => {
          const of = [{ key: newId(), most, windowMs }];
          // The store's clock is its own: of each attempt is known when it was asked for and when it was answered.
          const failed: { readonly asked: number; readonly answered: number }[] = [];
          let aged = 0;
          const clock = () => aged + performance.now();
          for (const pause of pauses) {
            await store.age(pause);
            aged += pause;
            const id = newId();
            const asked = clock();
            const { waitMs: wait } = await store.log.reserve(id, of);
            const answered = clock();
            if (wait > 0) {
              const perhaps = failed.filter((at) => at.answered > asked - windowMs);
              expect(perhaps.length).toBeGreaterThanOrEqual(most);
              continue;
            }
            const surely = failed.filter((at) => at.asked > answered - windowMs);
            expect(surely.length).toBeLessThan(most);
            failed.push({ asked, answered });
            await store.log.settle(id, of, 'failed');
          }
        }),
        { numRuns: 12 },
      );
    });
  });
}
