import { removeFactor } from '@toster/auth/factors/factors';
import { newId } from '@toster/contracts/ids';
import type { Duty, HumanRole } from '@toster/contracts/rbac/roles';
import { type Policy, ZFactorStanding, ZPolicy } from '@toster/contracts/schemas/policy';
import { ZGetSessionOutput } from '@toster/contracts/schemas/session';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { codeOf, enrolled } from './factors.ts';
import { type Kitchen, memberOf, openKitchen, PASSWORD } from './kitchen.ts';

const DAY_MS = 86_400_000;

let kitchen: Kitchen;
let restaurant: Restaurant;
beforeAll(async () => {
  kitchen = await openKitchen();
});
beforeEach(async () => {
  restaurant = await kitchen.restaurant();
});
afterAll(() => kitchen.close());

const as = (role: HumanRole) => memberOf(restaurant, role);
const origin = () => ({ requestId: newId(), ip: '192.0.2.7', ipKey: null, userAgent: null });

const renew = (role: HumanRole) => kitchen.renew(as(role));

/** Enters the code of this moment within the session. */
async function enterCode(role: HumanRole, secret: string): Promise<void> {
  const input = { password: PASSWORD, code: codeOf(kitchen, secret, 1) };
  const { error } = await kitchen.call(as(role), 'session.stepUp', input);
  expect(error).toBeNull();
  await renew(role);
}

async function ask(secondFactor: readonly Duty[], inDays = 0): Promise<Policy> {
  const { version } = await kitchen.ask(as('owner'), 'policy.get', {}, ZPolicy);
  const policy = await kitchen.ask(
    as('owner'),
    'policy.update',
    { version, secondFactor, inDays },
    ZPolicy,
  );
  await renew('owner');
  return policy;
}
const orders = (role: HumanRole) => kitchen.call(as(role), 'orders.list', {});
const sessionOf = (role: HumanRole) => kitchen.ask(as(role), 'session.get', {}, ZGetSessionOutput);

describe('the second factor an organisation asks for', () => {
  test('is asked of nobody until an owner says so', async () => {
    expect(await kitchen.ask(as('owner'), 'policy.get', {}, ZPolicy)).toEqual({
      secondFactor: [],
      version: 0,
    });
    expect((await sessionOf('manager')).secondFactor).toBeNull();
    expect((await orders('manager')).error).toBeNull();
  });

  test('closes the organisation to those who lack it, on their next call, and their own account to nobody', async () => {
    for (const role of ['manager', 'operator'] as const)
      expect((await orders(role)).error).toBeNull();
    await ask(['manager']);
    expect((await orders('manager')).error?.code).toBe('STALE');
    await renew('manager');
    expect((await orders('manager')).error?.code).toBe('SECOND_FACTOR_MISSING');
    expect((await kitchen.call(as('manager'), 'settings.usage')).error?.code).toBe(
      'SECOND_FACTOR_MISSING',
    );
    expect((await sessionOf('manager')).secondFactor).toMatchObject({ due: true, isSetUp: false });
    for (const path of ['factor.get', 'profile.get', 'session.list'])
      expect((await kitchen.call(as('manager'), path)).error).toBeNull();
    // The control: nobody else is asked.
    expect((await orders('operator')).error?.code).toBe('STALE');
    await renew('operator');
    expect((await orders('operator')).error).toBeNull();
  });

  test('opens it again as soon as it is set up, and closes it when it is turned off', async () => {
    await kitchen.accessToken(as('manager'));
    await ask(['manager']);
    const person = await enrolled(kitchen, as('manager').email);
    await renew('manager');
    expect((await orders('manager')).error).toBeNull();
    expect((await sessionOf('manager')).secondFactor).toBeNull();
    await removeFactor(kitchen.server.auth, person, origin());
    expect((await orders('manager')).error?.code).toBe('STALE');
    await renew('manager');
    expect((await orders('manager')).error?.code).toBe('SECOND_FACTOR_MISSING');
  });

  test('is missing from a session that began without it, until its code is entered there', async () => {
    const { secret } = await enrolled(kitchen, as('manager').email);
    await kitchen.admin`
      update auth.session s set aal = 1, amr = array['pwd'] from auth.account a
      where a.id = s.account_id and a.email = ${as('manager').email}`;
    await renew('manager');
    await ask(['manager']);
    await renew('manager');
    expect((await orders('manager')).error?.code).toBe('SECOND_FACTOR_MISSING');
    expect((await sessionOf('manager')).secondFactor).toMatchObject({ due: true, isSetUp: true });
    await enterCode('manager', secret);
    expect((await orders('manager')).error).toBeNull();
  });

  test('is asked from the day on that was given, to the second, and that day is kept by later changes', async () => {
    await kitchen.accessToken(as('manager'));
    const policy = await ask(['manager'], 7);
    const from = Date.parse(policy.secondFactor[0]?.from ?? '');
    expect(Math.abs(from - kitchen.server.now() - 7 * DAY_MS)).toBeLessThan(10_000);
    await renew('manager');
    expect((await orders('manager')).error).toBeNull();
    expect((await sessionOf('manager')).secondFactor).toEqual({
      from: new Date(from).toISOString(),
      due: false,
      isSetUp: false,
    });
    const later = await ask(['manager', 'cook'], 30);
    expect(later.secondFactor.find(({ duty }) => duty === 'manager')?.from).toBe(
      new Date(from).toISOString(),
    );
    const { offset } = kitchen.clock;
    try {
      kitchen.clock.offset += from - kitchen.server.now() - 1000;
      kitchen.forget(as('manager'));
      expect((await orders('manager')).error).toBeNull();
      kitchen.clock.offset += 1001;
      expect((await orders('manager')).error?.code).toBe('SECOND_FACTOR_MISSING');
    } finally {
      kitchen.clock.offset = offset;
    }
  });

  test('is asked of appointments as well, of whatever role the person has', async () => {
    await kitchen.admin`
      insert into membership_grant (org_id, id, membership_id, appointment)
      values (${restaurant.org.orgId}, ${newId()}, ${as('cook').id}, 'privacy_officer')`;
    await kitchen.accessToken(as('cook'));
    await ask(['privacy_officer']);
    await renew('cook');
    expect((await orders('cook')).error?.code).toBe('SECOND_FACTOR_MISSING');
  });

  test('says nothing to another restaurant', async () => {
    const other = await kitchen.restaurant(['owner', 'manager']);
    await ask(['manager']);
    const theirs = await kitchen.ask(other.members.owner, 'policy.get', {}, ZPolicy);
    expect(theirs.secondFactor).toEqual([]);
    const answer = await kitchen.call(memberOf(other, 'manager'), 'orders.list', {});
    expect(answer.error).toBeNull();
  });
});

describe('who decides it', () => {
  test('an owner alone, after a fresh proof, and sees whom it would keep out before', async () => {
    await enrolled(kitchen, as('cook').email);
    await renew('cook');
    const { members } = await kitchen.ask(as('owner'), 'policy.standing', {}, ZFactorStanding);
    expect(members).toHaveLength(10);
    const having = members.filter(({ hasFactor }) => hasFactor);
    expect(having.map(({ id }) => id)).toEqual([as('cook').id]);
    expect(having[0]?.duties).toEqual(['cook']);
    const stale = await kitchen.call(
      as('owner'),
      'policy.update',
      { version: 0, secondFactor: ['cook'], inDays: 0 },
      { proofAgeMs: 301_000 },
    );
    expect(stale.error?.code).toBe('STEP_UP_REQUIRED');
    for (const role of ['manager', 'hr', 'accountant', 'cook'] as const) {
      for (const [path, input] of [
        ['policy.standing', {}],
        ['policy.update', { version: 0, secondFactor: ['cook'], inDays: 0 }],
      ] as const)
        expect((await kitchen.call(as(role), path, input)).error?.code).toBe('FORBIDDEN');
    }
  });

  test('nobody locks themselves out: who is asked must have one', async () => {
    const input = { version: 0, secondFactor: ['owner'], inDays: 0 };
    const refused = await kitchen.call(as('owner'), 'policy.update', input);
    expect(refused.error?.code).toBe('SECOND_FACTOR_MISSING');
    expect((await kitchen.ask(as('owner'), 'policy.get', {}, ZPolicy)).version).toBe(0);
    await enrolled(kitchen, as('owner').email);
    await renew('owner');
    const allowed = await kitchen.call(as('owner'), 'policy.update', input);
    expect(allowed.error).toBeNull();
  });

  test('nobody overwrites what they have not seen, also of two at once', async () => {
    const input = (secondFactor: Duty[]) => ({ version: 0, secondFactor, inDays: 30 });
    const answers = await Promise.all([
      kitchen.call(as('owner'), 'policy.update', input(['cook'])),
      kitchen.call(as('owner'), 'policy.update', input(['packer'])),
    ]);
    const codes = answers.map(({ error }) => error?.code ?? 'done').sort();
    expect(['CONFLICT', 'STALE']).toContain(codes[0]);
    expect(codes[1]).toBe('done');
  });

  test('who lacks one is told, once: those of whom it was asked before are not told again', async () => {
    await enrolled(kitchen, as('cook').email);
    await ask(['cook', 'packer'], 7);
    await ask(['cook', 'packer', 'courier'], 7);
    const told = await kitchen.admin<{ id: string }[]>`
      select payload ->> 'membershipId' as id from outbox
      where org_id = ${restaurant.org.orgId} and topic = 'factor.asked'`;
    expect(told.map(({ id }) => id).sort()).toEqual([as('packer').id, as('courier').id].sort());
  });

  test('each change is an event that says who and what', async () => {
    await ask(['cook'], 7);
    await ask([], 7);
    const events = await kitchen.admin<{ changed: string[]; actor_id: string; leaf: string }[]>`
      select changed, actor_id, leaf from au.event
      where org_id = ${restaurant.org.orgId} and action = 'security_policy.changed' order by cap_seq`;
    expect(events).toHaveLength(2);
    expect(events.every(({ actor_id: actor }) => actor === as('owner').id)).toBe(true);
    expect(events[0]?.leaf).toContain('cook');
  });

  test.each([
    ['the role of a key', { secondFactor: ['api'] }],
    ['no role at all', { secondFactor: ['chef'] }],
    ['one role twice', { secondFactor: ['cook', 'cook'] }],
    ['days of one’s own', { inDays: 3650 }],
  ])('%s is refused', async (_, wrong) => {
    const input = { version: 0, secondFactor: ['cook'], inDays: 0, ...wrong };
    const { error } = await kitchen.call(as('owner'), 'policy.update', input);
    expect(error?.code).toBe('INVALID_INPUT');
  });
});
