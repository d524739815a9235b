import { newId } from '@toster/contracts/ids';
import { can, rightsOf } from '@toster/contracts/rbac/rights';
import { deriveRefreshToken } from '@toster/crypto/refresh-token';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyAccessToken } from '../src/access-token.ts';
import { listMemberships } from '../src/list-memberships.ts';
import { listSessions } from '../src/list-sessions.ts';
import { loadRights } from '../src/load-rights.ts';
import { readAccount } from '../src/read-account.ts';
import { revokeSessions, type RevokeScope } from '../src/revoke-sessions.ts';
import { rotateSession } from '../src/rotate-session.ts';
import { signOut } from '../src/sign-out.ts';
import { stepUp } from '../src/step-up.ts';
import { first, openWorld, PASSWORD, type Person, type World } from './world.ts';

const DAY = 86_400_000;

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => world.close());

const refresh = (refreshToken: string) =>
  rotateSession(world.auth, 'staff', { refreshToken }, world.origin());
const alive = async (refreshToken: string) => (await refresh(refreshToken)).ok;
const revoke = (person: Person, scope: RevokeScope) =>
  revokeSessions(
    world.auth,
    'staff',
    { accountId: person.account.id, scope, reason: 'by_person' },
    world.origin(),
  );
describe('sign-out', () => {
  test('ends the session of the present token, and says so in the log', async () => {
    const person = await world.person();
    const [mine, other] = [await world.signIn(person), await world.signIn(person)];
    await signOut(world.auth, 'staff', mine.refreshToken, world.origin());
    expect(await refresh(mine.refreshToken)).toMatchObject({
      ok: false,
      cause: 'ended',
      clearsCookies: true,
    });
    expect(await alive(other.refreshToken)).toBe(true);
    expect(await world.actionsOf(mine.sessionId)).toEqual(['session.started', 'session.ended']);
  });

  test('stands in the log under the name of whoever signed out', async () => {
    const person = await world.person();
    const { refreshToken, sessionId } = await world.signIn(person);
    await signOut(world.auth, 'staff', refreshToken, world.origin());
    const [event] = await world.admin`
      select actor_id, session_id from au.event where row_id = ${sessionId} and action = 'session.ended'`;
    expect(event).toEqual({ actor_id: person.members[0]?.id, session_id: sessionId });
  });

  test('R9: with a used token ends its family', async () => {
    const { refreshToken } = await world.signIn(await world.person());
    const rotation = await refresh(refreshToken);
    await signOut(world.auth, 'staff', refreshToken, world.origin());
    expect(await alive(rotation.ok ? rotation.tokens.refreshToken : '')).toBe(false);
  });

  test('R10: by another realm succeeds and ends nothing', async () => {
    const { refreshToken } = await world.signIn(await world.person());
    await expect(
      signOut(world.auth, 'customer', refreshToken, world.origin()),
    ).resolves.toBeUndefined();
    expect(await alive(refreshToken)).toBe(true);
  });

  test('with a forged or never issued token succeeds and ends nothing', async () => {
    const { refreshToken, sessionId } = await world.signIn(await world.person());
    const ahead = deriveRefreshToken(world.auth.realms.staff.refreshKeys, {
      realm: 'staff',
      sessionId,
      counter: 9,
    });
    for (const token of ['', 'v1', `${refreshToken.slice(0, -2)}AA`, ahead])
      await signOut(world.auth, 'staff', token, world.origin());
    expect(await alive(refreshToken)).toBe(true);
  });

  test('twice is one event', async () => {
    const { refreshToken, sessionId } = await world.signIn(await world.person());
    await signOut(world.auth, 'staff', refreshToken, world.origin());
    await signOut(world.auth, 'staff', refreshToken, world.origin());
    expect(await world.actionsOf(sessionId)).toEqual(['session.started', 'session.ended']);
  });
});

describe('the list of sessions', () => {
  test('shows a person’s living ones, newest first, and which is the present', async () => {
    const person = await world.person();
    const older = await world.signIn(person);
    world.advance(60_000);
    const newer = await world.signIn(person);
    const ended = await world.signIn(person);
    await signOut(world.auth, 'staff', ended.refreshToken, world.origin());
    const caller = { accountId: person.account.id, sessionId: older.sessionId };
    const sessions = await listSessions(world.auth, 'staff', caller, world.origin());
    expect(sessions.map(({ id, current }) => [id, current])).toEqual([
      [newer.sessionId, false],
      [older.sessionId, true],
    ]);
    expect(sessions[0]).toMatchObject({
      createdAt: world.clock.now,
      lastUsedAt: world.clock.now,
      expiresAt: world.clock.now + 7 * DAY,
      ip: '192.0.2.7',
      device: { browser: 'Firefox', system: 'Linux' },
      aal: 1,
    });
  });

  test('never shows another person’s, expired ones or another realm’s', async () => {
    const [person, other] = [await world.person(), await world.person()];
    await world.signIn(other);
    await world.signIn(person);
    const caller = { accountId: person.account.id, sessionId: newId() };
    expect(await listSessions(world.auth, 'staff', caller, world.origin())).toHaveLength(1);
    expect(await listSessions(world.auth, 'customer', caller, world.origin())).toHaveLength(0);
    world.advance(7 * DAY);
    expect(await listSessions(world.auth, 'staff', caller, world.origin())).toHaveLength(0);
  });
});

describe('one’s own account', () => {
  test('is the address one signs in with; one that does not exist is null', async () => {
    const [person] = [await world.person(), await world.person()];
    expect(await readAccount(world.auth, person.account.id, world.origin())).toEqual({
      email: person.email,
      isAddressProven: true,
    });
    expect(await readAccount(world.auth, newId(), world.origin())).toBeNull();
  });
});

describe('revocation', () => {
  test('ends one, all others, those of one organisation, or all', async () => {
    const person = await world.person({ orgs: 2 });
    const [a, b, c] = [
      await world.signIn(person),
      await world.signIn(person),
      await world.signIn(person),
    ];
    expect(await revoke(person, { sessionId: c.sessionId })).toBe(1);
    expect(await alive(c.refreshToken)).toBe(false);
    expect(await revoke(person, { exceptSessionId: a.sessionId })).toBe(1);
    expect(await alive(b.refreshToken)).toBe(false);
    const elsewhere = first(person.orgs.filter((org) => org.orgId !== a.orgId));
    expect(await revoke(person, { orgId: elsewhere.orgId })).toBe(0);
    expect(await revoke(person, { orgId: a.orgId })).toBe(1);
    expect(await alive(a.refreshToken)).toBe(false);
    expect(await revoke(person, 'all')).toBe(0);
    expect(await world.actionsOf(a.sessionId)).toContain('session.revoked');
  });

  test('of somebody else’s session by its id finds nothing', async () => {
    const [mallory, victim] = [await world.person(), await world.person()];
    const { sessionId, refreshToken } = await world.signIn(victim);
    expect(await revoke(mallory, { sessionId })).toBe(0);
    expect(await alive(refreshToken)).toBe(true);
  });
});

describe('step-up', () => {
  test('moves auth_time in the session and in a new access token; the refresh token stays', async () => {
    const person = await world.person();
    const session = await world.signIn(person);
    world.advance(3_600_000);
    const again = {
      accountId: person.account.id,
      sessionId: session.sessionId,
      password: PASSWORD,
    };
    const proof = await stepUp(world.auth, 'staff', again, world.origin());
    const claims = await verifyAccessToken(
      world.auth.realms.staff,
      proof.accessToken,
      world.clock.now,
    );
    expect(claims).toMatchObject({
      sid: session.sessionId,
      auth_time: Math.floor(world.clock.now / 1000),
    });
    expect(proof.freshUntil).toBe(world.clock.now + 300_000);
    const rotation = await refresh(session.refreshToken);
    const later = rotation.ok
      ? await verifyAccessToken(
          world.auth.realms.staff,
          rotation.tokens.accessToken,
          world.clock.now,
        )
      : null;
    expect(later?.auth_time).toBe(claims.auth_time);
    expect(await world.actionsOf(session.sessionId)).toContain('session.stepped_up');
  });

  test('with a wrong password, or somebody else’s, proves nothing', async () => {
    const [person, other] = [await world.person(), await world.person()];
    const [session, theirs] = [await world.signIn(person), await world.signIn(other)];
    const wrong = { accountId: person.account.id, sessionId: session.sessionId, password: 'wrong' };
    await expect(stepUp(world.auth, 'staff', wrong, world.origin())).rejects.toMatchObject({
      code: 'INVALID_CREDENTIALS',
    });
    const foreign = {
      accountId: person.account.id,
      sessionId: theirs.sessionId,
      password: PASSWORD,
    };
    await expect(stepUp(world.auth, 'staff', foreign, world.origin())).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    expect(await world.actionsOf(theirs.sessionId)).toEqual(['session.started']);
  });

  test('with a wrong password is counted like a failed sign-in, in every organisation of the person', async () => {
    const person = await world.person({ orgs: 2 });
    const session = await world.signIn(person);
    const input = { accountId: person.account.id, sessionId: session.sessionId };
    for (const password of ['wrong', 'wronger', PASSWORD])
      await stepUp(world.auth, 'staff', { ...input, password }, world.origin()).catch(() => null);
    const counted = await world.admin`
      select actor_id, reason, sum(count)::int as count from refusal
      where org_id = any(${person.orgs.map(({ orgId }) => orgId)}) group by 1, 2`;
    const expected = person.members.map(({ id }) => ({
      actor_id: id,
      reason: 'SIGN_IN_STEP_UP',
      count: 2,
    }));
    expect([...counted]).toEqual(expect.arrayContaining(expected));
    expect(counted).toHaveLength(2);
  });

  test('in a session that ended, or without standing, proves nothing', async () => {
    const person = await world.person();
    const session = await world.signIn(person);
    const again = {
      accountId: person.account.id,
      sessionId: session.sessionId,
      password: PASSWORD,
    };
    await world.admin`update membership set status = 'suspended' where account_id = ${person.account.id}`;
    await expect(stepUp(world.auth, 'staff', again, world.origin())).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    await world.admin`update membership set status = 'active' where account_id = ${person.account.id}`;
    await signOut(world.auth, 'staff', session.refreshToken, world.origin());
    await expect(stepUp(world.auth, 'staff', again, world.origin())).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});

describe('the rights of a member', () => {
  test('are epoch, grants and the organisation’s facts', async () => {
    const person = await world.person({ roles: ['cook', 'courier'] });
    const [org, member] = [first(person.orgs), first(person.members)];
    const caller = { accountId: person.account.id, orgId: org.orgId };
    const rights = await loadRights(world.auth, caller, world.origin());
    expect(rights).toMatchObject({
      membershipId: member.id,
      epoch: 3,
      org: { id: org.orgId, slug: org.slug, currency: 'UAH', cell: 'eu-1' },
    });
    expect(rights?.grants.map((grant) => grant.role).sort()).toEqual(['cook', 'courier']);
    expect(
      rights?.grants.every((grant) => grant.locationId === null && grant.appointment === null),
    ).toBe(true);
    expect(can(rightsOf(rights?.grants ?? []), 'kitchen_tickets.advance')).toBe(true);
    expect(can(rightsOf(rights?.grants ?? []), 'menu.price_edit')).toBe(false);
  });

  test('are none in an organisation of others, and none without standing', async () => {
    const [person, other] = [await world.person(), await world.person()];
    const orgId = first(person.orgs).orgId;
    expect(
      await loadRights(world.auth, { accountId: other.account.id, orgId }, world.origin()),
    ).toBeNull();
    await world.admin`update membership set status = 'suspended' where account_id = ${person.account.id}`;
    expect(
      await loadRights(world.auth, { accountId: person.account.id, orgId }, world.origin()),
    ).toBeNull();
  });

  test('of every organisation of a person are listed by name, of others none', async () => {
    const person = await world.person({ orgs: 3 });
    const listed = await listMemberships(world.auth, person.account.id, world.origin());
    expect(listed).toEqual(person.orgs.map(({ orgId, slug, name }) => ({ orgId, slug, name })));
  });
});
