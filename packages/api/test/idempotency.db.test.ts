import { newId } from '@toster/contracts/ids';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { INPUTS } from './inputs.ts';
import { type Kitchen, memberOf, openKitchen } from './kitchen.ts';
import { procedures } from './procedures.ts';
import { stateOf } from './state.ts';

let kitchen: Kitchen;
let restaurant: Restaurant;
beforeAll(async () => {
  kitchen = await openKitchen({ renews: true });
});
beforeEach(async () => {
  restaurant = await kitchen.restaurant(['owner', 'manager', 'cook']);
});
afterAll(() => kitchen.close());

const owner = () => restaurant.members.owner;
const keyed = () => ({ headers: { 'idempotency-key': newId() } });
const keysOf = async () =>
  (await kitchen.admin`select key from idempotency_key where org_id = ${restaurant.org.orgId}`)
    .length;

const mutations = procedures().filter(([, { _def }]) => _def.type === 'mutation');
/** Their answers are cookies of this moment, which are never kept. */
const COOKIES = ['session.revokeAll', 'session.stepUp', 'session.switchOrg'];
/** What they are given or answer with is a secret, of which not even a digest is kept. */
const FACTOR = ['factor.begin', 'factor.confirm', 'factor.renewCodes'];
const SECRETS = ['profile.changePassword'];
const ANEW = [...FACTOR, ...SECRETS, ...COOKIES];
const kept = mutations.map(([path]) => path).filter((path) => !ANEW.includes(path));

test('every mutation keeps its answer, but for those that answer with a cookie or are given a secret', () => {
  const anew = mutations.filter(([, { _def }]) => _def.meta?.access?.anew).map(([path]) => path);
  expect(anew).toEqual(ANEW);
  expect(mutations.map(([path]) => path).filter((path) => !(path in INPUTS))).toEqual([]);
});

describe.each(kept)('%s, twice with one key and one input', (path) => {
  test('answers the same and is done once', async () => {
    const input = await INPUTS[path]?.(kitchen, restaurant);
    await kitchen.signedIn(owner());
    const key = keyed();
    const before = await stateOf(kitchen, restaurant);
    const first = await kitchen.call(owner(), path, input, key);
    expect(first.error).toBeNull();
    const after = await stateOf(kitchen, restaurant);
    expect(after).not.toEqual(before);

    const second = await kitchen.call(owner(), path, input, key);
    expect({ data: second.data, error: second.error }).toEqual({ data: first.data, error: null });
    expect(await stateOf(kitchen, restaurant)).toEqual(after);
  });

  test('at the same time answers the same too', async () => {
    const input = await INPUTS[path]?.(kitchen, restaurant);
    const key = keyed();
    const answers = await Promise.all(
      Array.from({ length: 3 }, () => kitchen.call(owner(), path, input, key)),
    );
    expect(answers.map(({ error }) => error)).toEqual([null, null, null]);
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
  });
});

describe.each(SECRETS)('%s, twice with one key', (path) => {
  test('is done anew, and nothing of what it was given is kept', async () => {
    const input = await INPUTS[path]?.(kitchen, restaurant);
    const key = keyed();
    const answers = [
      await kitchen.call(owner(), path, input, key),
      await kitchen.call(owner(), path, input, key),
    ];
    expect(answers.map(({ error }) => error?.code ?? null)).toEqual([null, 'PASSWORD_REFUSED']);
    expect(await keysOf()).toBe(0);
  });
});

describe.each([
  ['factor.begin', null],
  ['factor.confirm', 'CODE_WRONG'],
  ['factor.renewCodes', null],
] as const)('%s, twice with one key', (path, second) => {
  test('is done anew, and nothing of the secret it answers with is kept', async () => {
    const input = await INPUTS[path]?.(kitchen, restaurant);
    const key = keyed();
    const first = await kitchen.call(owner(), path, input, key);
    const again = await kitchen.call(owner(), path, input, key);
    expect([first.error, again.error?.code ?? null]).toEqual([null, second]);
    expect(again.data).not.toEqual(first.data);
    expect(await keysOf()).toBe(0);
  });
});

describe.each(COOKIES)('%s, twice with one key', (path) => {
  test('is done anew, and nothing of password or answer is kept', async () => {
    const input = await INPUTS[path]?.(kitchen, restaurant);
    const key = keyed();
    for (let time = 0; time < 2; time += 1) {
      const answer = await kitchen.call(owner(), path, input, key);
      expect(answer.error).toBeNull();
      expect(answer.response.headers.getSetCookie().length).toBeGreaterThan(0);
      if (path !== 'session.stepUp') kitchen.forget(owner());
    }
    expect(await keysOf()).toBe(0);
  });
});

describe('a kept answer', () => {
  const advance = (who: 'owner' | 'manager', input: unknown, key: ReturnType<typeof keyed>) =>
    kitchen.call(memberOf(restaurant, who), 'orders.advance', input, key);

  test('is given again also after the order has gone on', async () => {
    const input = await INPUTS['orders.advance']?.(kitchen, restaurant);
    const key = keyed();
    const first = await advance('owner', input, key);
    expect(first.data).toMatchObject({ status: 'accepted' });
    const next = { ...input, to: 'cooking' };
    expect((await advance('owner', next, keyed())).error).toBeNull();
    expect((await advance('owner', input, key)).data).toEqual(first.data);
    expect((await advance('owner', input, keyed())).error?.code).toBe('ORDER_STATE_INVALID');
  });

  test('is not given to somebody who has lost the right or the sight of the record', async () => {
    const manager = memberOf(restaurant, 'manager');
    const become = async (change: { role?: string; locationId?: string }) => {
      await kitchen.admin`update membership_grant set role = ${change.role ?? 'manager'},
        location_id = ${change.locationId ?? restaurant.place.location.id} where membership_id = ${manager.id}`;
      await kitchen.admin`update membership set epoch = epoch + 1 where id = ${manager.id}`;
      kitchen.forget(manager);
    };
    const input = await INPUTS['orders.advance']?.(kitchen, restaurant);
    const key = keyed();
    const first = await advance('manager', input, key);
    expect(first.error).toBeNull();
    await become({ role: 'accountant' });
    expect((await advance('manager', input, key)).error?.code).toBe('FORBIDDEN');
    await become({ locationId: restaurant.locations[1].id });
    expect((await advance('manager', input, key)).error?.code).toBe('NOT_FOUND');
    await become({});
    expect((await advance('manager', input, key)).data).toEqual(first.data);
  });
});
