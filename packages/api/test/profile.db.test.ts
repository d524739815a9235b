import { HUMAN_ROLES, type HumanRole } from '@toster/contracts/rbac/roles';
import { ZGetProfileOutput } from '@toster/contracts/schemas/profile';
import {
  ZGetSessionAddressOutput,
  ZGetSessionOutput,
  ZListSessionsOutput,
  ZRevokeSessionsOutput,
} from '@toster/contracts/schemas/session';
import { ZSearchAuditOutput } from '@toster/contracts/schemas/audit';
import { newId } from '@toster/contracts/ids';
import { signIn } from '@toster/auth/sign-in';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Kitchen, memberOf, openKitchen, PASSWORD } from './kitchen.ts';

const IPAD =
  'Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';

let kitchen: Kitchen;
let restaurant: Restaurant;
beforeAll(async () => {
  kitchen = await openKitchen();
});
beforeEach(async () => {
  restaurant = await kitchen.restaurant();
});
afterAll(() => kitchen.close());

const member = (role: HumanRole) => memberOf(restaurant, role);
const profileOf = (role: HumanRole) =>
  kitchen.ask(member(role), 'profile.get', {}, ZGetProfileOutput);
const sessionsOf = async (role: HumanRole) =>
  (await kitchen.ask(member(role), 'session.list', {}, ZListSessionsOutput)).sessions;

/** Signs the person in somewhere else. */
const elsewhere = (role: HumanRole, ip: string | null = '198.51.100.24', userAgent = IPAD) =>
  signIn(
    kitchen.server.auth,
    'staff',
    { email: member(role).email, password: PASSWORD },
    { requestId: newId(), ip, ipKey: null, userAgent },
  );

describe('one’s own profile', () => {
  test.each(HUMAN_ROLES)(
    'says to a %s who they are, and what they may do and why',
    async (role) => {
      const profile = await profileOf(role);
      const session = await kitchen.ask(member(role), 'session.get', {}, ZGetSessionOutput);
      const placeId = role === 'owner' ? null : restaurant.place.location.id;
      expect(profile).toMatchObject({
        staffId: member(role).id,
        email: member(role).email,
        firstName: session.firstName,
        grants: [{ role, appointment: null, locationId: placeId }],
      });
      const granted = profile.access.permissions.map(({ permission }) => permission);
      expect(granted.toSorted()).toEqual(Object.keys(session.permissions).toSorted());
      expect(granted.length + profile.access.denied.length).toBe(118);
      for (const { parts } of profile.access.permissions)
        expect(new Set(parts.map(({ via }) => via))).toEqual(new Set([role]));
    },
  );

  test('holds every grant, also where the directory does not reach', async () => {
    const cook = member('cook');
    const [, second] = restaurant.locations;
    await kitchen.admin`insert into membership_grant (org_id, id, membership_id, role, location_id)
      values (${restaurant.org.orgId}, gen_random_uuid(), ${cook.id}, 'hr', ${second?.id ?? null})`;
    kitchen.forget(cook);
    const { grants, access } = await profileOf('cook');
    expect(grants).toHaveLength(2);
    const invite = access.permissions.find(({ permission }) => permission === 'staff.invite');
    expect(invite?.parts).toEqual([
      { via: 'hr', scope: 'open', locationId: second?.id, limited: false },
    ]);
  });

  test('says what of themselves people find in the log, and that is what they find', async () => {
    for (const role of ['owner', 'manager', 'accountant', 'hr', 'cook'] as const) {
      const { sessionId } = await elsewhere(role);
      await kitchen.ask(member(role), 'session.revoke', { id: sessionId }, ZRevokeSessionsOutput);
      const { log, staffId } = await profileOf(role);
      const history = await kitchen.call(member(role), 'audit.history', {
        kind: 'staff',
        id: staffId,
      });
      expect([role, history.status]).toEqual([
        role,
        log.record ? 200 : role === 'cook' ? 403 : 404,
      ]);
      if (role === 'cook') continue;
      const { lines } = await kitchen.ask(
        member(role),
        'audit.search',
        { actorId: staffId, action: 'session.revoked' },
        ZSearchAuditOutput,
      );
      expect([role, lines.length > 0]).toEqual([role, log.sessions]);
    }
    expect((await profileOf('owner')).log).toEqual({ record: true, sessions: true });
    expect((await profileOf('cook')).log).toEqual({ record: false, sessions: false });
  });

  test('is of nobody else and leaves no record: people read of themselves', async () => {
    const events = async () =>
      Number(
        (
          await kitchen.admin`select count(*) as n from au.event where org_id = ${restaurant.org.orgId}`
        )[0]?.['n'],
      );
    await kitchen.accessToken(member('owner'));
    const before = await events();
    const { response } = await kitchen.call(member('owner'), 'profile.get');
    const text = await response.text();
    for (const role of HUMAN_ROLES) {
      const { email } = member(role);
      expect([role, text.includes(email)]).toEqual([role, role === 'owner']);
    }
    const [own] = await sessionsOf('owner');
    await kitchen.call(member('owner'), 'session.address', { id: own?.id });
    expect(await events()).toBe(before);
  });

  test('is not told to a session that has been ended', async () => {
    const { sessionId } = await elsewhere('manager');
    const manager = member('manager');
    expect((await kitchen.call(manager, 'profile.get')).status).toBe(200);
    await kitchen.admin`update auth.session set revoked_at = now() where account_id = ${manager.accountId} and id <> ${sessionId}`;
    for (const path of ['profile.get', 'session.get', 'session.list', 'home.attention']) {
      const { status, data } = await kitchen.call(manager, path);
      expect([path, status, data]).toEqual([path, 401, null]);
    }
  });
});

describe('one’s own sessions', () => {
  test('are known by device and network, and say no address', async () => {
    await kitchen.accessToken(member('cook'));
    await elsewhere('cook');
    await elsewhere('cook', '2001:db8:1:2::7', 'curl/8.9.1');
    await elsewhere('cook', null);
    const { response } = await kitchen.call(member('cook'), 'session.list');
    const text = await response.text();
    expect(text).not.toContain('198.51.100.24');
    expect(text).not.toContain('2001:db8:1:2');
    expect(text).not.toContain('AppleWebKit');
    const sessions = await sessionsOf('cook');
    expect(sessions.map(({ device, network }) => ({ device, network }))).toEqual(
      expect.arrayContaining([
        {
          device: { browser: 'Safari', system: 'iPad' },
          network: { kind: 'public', label: '198.51.100.0/24' },
        },
        { device: null, network: { kind: 'public', label: '2001:db8:1::/48' } },
        { device: { browser: 'Safari', system: 'iPad' }, network: null },
      ]),
    );
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
    expect(sessions.every(({ orgId }) => orgId === restaurant.org.orgId)).toBe(true);
  });

  test('tell their whole address one by one to the person themselves, and to nobody else', async () => {
    const { sessionId } = await elsewhere('cook');
    const address = (role: HumanRole, id: string) =>
      kitchen.call(member(role), 'session.address', { id });
    expect(
      await kitchen.ask(
        member('cook'),
        'session.address',
        { id: sessionId },
        ZGetSessionAddressOutput,
      ),
    ).toEqual({ id: sessionId, address: '198.51.100.24' });
    for (const role of ['owner', 'manager', 'hr'] as const)
      expect((await address(role, sessionId)).error?.code).toBe('NOT_FOUND');
    await kitchen.call(member('cook'), 'session.revoke', { id: sessionId });
    expect((await address('cook', sessionId)).error?.code).toBe('NOT_FOUND');
  });

  test('vanish when they are ended, and end at their next request', async () => {
    const { sessionId, accessToken } = await elsewhere('courier');
    const asOther = async () =>
      (await kitchen.send('orders.list', {}, { cookie: `__Host-t_at=${accessToken}` })).status;
    expect(await asOther()).toBe(200);
    expect((await sessionsOf('courier')).map(({ id }) => id)).toContain(sessionId);
    const { revoked } = await kitchen.ask(
      member('courier'),
      'session.revokeOthers',
      {},
      ZRevokeSessionsOutput,
    );
    expect(revoked).toBe(1);
    expect((await sessionsOf('courier')).map(({ current }) => current)).toEqual([true]);
    expect(await asOther()).toBe(401);
  });
});

describe('a refusal for want of a permission', () => {
  test('says whose role may give it', async () => {
    const { error } = await kitchen.call(member('cook'), 'audit.search');
    expect(error).toMatchObject({
      code: 'FORBIDDEN',
      details: { permission: 'audit_log.read', givers: ['owner'] },
    });
    const guests = await kitchen.call(member('cook'), 'customers.list');
    expect(guests.error?.details).toEqual({
      permission: 'customers.read',
      givers: ['owner', 'manager'],
    });
  });
});
