import { QUOTAS, type QuotaPolicy } from '@toster/contracts/quotas';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { QuotaStore } from '../src/limits/quota-store.ts';
import { OWED_MS, OWED_UNITS, Quotas } from '../src/limits/quotas.ts';

const { burst, daily } = QUOTAS.console;

/** A store within one window; every process draws on the same. */
function ledger() {
  const used = new Map<string, number>();
  const told: number[] = [];
  const useOf = (key: string, policy: QuotaPolicy, units: number) => {
    const before = used.get(key) ?? 0;
    return { admitted: before + units <= policy.units, used: before, resetMs: 30_000 };
  };
  const store: QuotaStore = {
    spend: async (orgId, policy, units) => {
      const key = `${orgId} ${policy.name}`;
      const use = useOf(key, policy, units);
      if (policy === burst) told.push(units);
      if (use.admitted) used.set(key, use.used + units);
      return { ...use, used: used.get(key) ?? 0 };
    },
    look: async (orgId, policy) => useOf(`${orgId} ${policy.name}`, policy, 1),
  };
  return { store, told, used };
}

let clock: number;
let notices: (readonly [string, number])[];
let book: ReturnType<typeof ledger>;
const process = () =>
  new Quotas(
    book.store,
    async (_, { name }, percent) => void notices.push([name, percent]),
    () => clock,
  );

beforeEach(() => {
  clock = 0;
  notices = [];
  book = ledger();
});

describe('a process that draws on a quota', () => {
  test('asks the store once for fifty units, or after a second', async () => {
    const quotas = process();
    for (let call = 0; call < 101; call += 1) await quotas.draw('a', 'console', 1);
    expect(book.told).toEqual([1, OWED_UNITS, OWED_UNITS]);
    await quotas.draw('a', 'console', 1);
    clock += OWED_MS;
    await quotas.draw('a', 'console', 1);
    expect(book.told).toEqual([1, OWED_UNITS, OWED_UNITS, 2]);
  });

  test('asks for every call from four fifths on, and admits not one unit more than there are', async () => {
    const quotas = process();
    let admitted = 0;
    for (let call = 0; call < burst.units + 500; call += 1)
      if ((await quotas.draw('a', 'console', 1)).violated.length === 0) admitted += 1;
    expect(admitted).toBe(burst.units);
    const { violated } = await quotas.draw('a', 'console', 1);
    expect(violated.map(({ policy }) => policy.name)).toEqual([burst.name]);
    expect((await quotas.draw('b', 'console', 1)).violated).toEqual([]);
  });

  test('beside others exceeds a quota by no more than what those may owe', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 5 }),
        fc.array(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 10 })), { minLength: 50 }),
        async (processes, calls) => {
          book = ledger();
          const all = Array.from({ length: processes }, process);
          let admitted = 0;
          for (let round = 0; admitted < 2 * burst.units && round < 60; round += 1) {
            for (const [which, cost] of calls) {
              const draw = await all[which % processes]?.draw('a', 'console', cost);
              if (draw?.violated.length === 0) admitted += cost;
            }
          }
          expect(admitted).toBeLessThanOrEqual(burst.units + processes * (OWED_UNITS + 10));
        },
      ),
      { numRuns: 15 },
    );
  });

  test('says how much is left, with what it owes itself, and for how long', async () => {
    const quotas = process();
    await quotas.draw('a', 'console', 10);
    clock += 500;
    const { standings } = await quotas.draw('a', 'console', 5);
    expect(standings[0]).toEqual({
      span: 'burst',
      policy: burst,
      used: 15,
      left: burst.units - 15,
      resetSeconds: 30,
    });
    expect(await quotas.look('a', 'console')).toMatchObject([{ used: 15 }, { used: 15 }]);
    expect(book.told).toEqual([10, 5]);
  });

  test('tells the owners once at 80, 95 and 100 per cent of the day', async () => {
    const quotas = process();
    const at = async (share: number) => {
      book.used.set('a console-daily', Math.ceil(share * daily.units));
      clock += OWED_MS;
      for (let call = 0; call < 3; call += 1) await quotas.draw('a', 'console', 1);
    };
    for (const share of [0.5, 0.79, 0.8, 0.9, 0.96, 0.99, 1, 1]) await at(share);
    expect(notices).toEqual([
      [daily.name, 80],
      [daily.name, 95],
      [daily.name, 100],
    ]);
    await at(0.1);
    await at(0.81);
    expect(notices.at(-1)).toEqual([daily.name, 80]);
  });

  test('admits nothing that no store has counted', async () => {
    const lost = () => Promise.reject(new Error('gone'));
    const quotas = new Quotas(
      { spend: lost, look: lost },
      async () => undefined,
      () => clock,
    );
    await expect(quotas.draw('a', 'console', 1)).rejects.toThrow('gone');
  });
});
