import { deriveRefreshToken } from '@toster/crypto/refresh-token';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyAccessToken } from '../src/access-token.ts';
import { revokeSessions } from '../src/revoke-sessions.ts';
import { rotateSession, type Rotation } from '../src/rotate-session.ts';
import { switchOrg } from '../src/switch-org.ts';
import { first, openWorld, type World } from './world.ts';

const GRACE = 20_000;
const DAY = 86_400_000;

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => world.close());

const refresh = (refreshToken: string): Promise<Rotation> =>
  rotateSession(world.auth, 'staff', { refreshToken }, world.origin());

async function refreshed(token: string, cause: 'rotated' | 'concurrent' = 'rotated') {
  const rotation = await refresh(token);
  expect(rotation).toMatchObject({ ok: true, cause });
  if (!rotation.ok) throw rotation.error;
  return rotation.tokens;
}

async function refused(token: string, cause: string, options: { clears: boolean; code?: string }) {
  const rotation = await refresh(token);
  expect(rotation).toMatchObject({
    ok: false,
    cause,
    clearsCookies: options.clears,
    error: { code: options.code ?? 'UNAUTHENTICATED' },
  });
}

async function rowOf(sessionId: string) {
  const [row] =
    await world.admin`select counter, revoked_at, revoke_reason from auth.session where id = ${sessionId}`;
  return row;
}

/** A person who has just signed in: R0. */
async function family() {
  const person = await world.person();
  const tokens = await world.signIn(person);
  return { person, R0: tokens.refreshToken, sessionId: tokens.sessionId };
}

describe('the token of the day', () => {
  test('gives a successor and an access token that verifies', async () => {
    const { R0, sessionId, person } = await family();
    const tokens = await refreshed(R0);
    expect(tokens.refreshToken).not.toBe(R0);
    const claims = await verifyAccessToken(
      world.auth.realms.staff,
      tokens.accessToken,
      world.clock.now,
    );
    expect(claims).toMatchObject({
      sub: person.account.id,
      sid: sessionId,
      org: first(person.orgs).orgId,
      cell: 'eu-1',
      epoch: first(person.members).epoch,
      aal: 1,
      amr: ['pwd'],
    });
    expect(tokens).toMatchObject({
      sessionId,
      orgSlug: first(person.orgs).slug,
      refreshExpiresAt: world.clock.now + 7 * DAY,
    });
    expect(await rowOf(sessionId)).toMatchObject({ counter: 1, revoked_at: null });
  });

  test('rotates on and on', async () => {
    const { R0, sessionId } = await family();
    let token = R0;
    for (let round = 0; round < 5; round++) {
      world.advance(15 * 60_000);
      token = (await refreshed(token)).refreshToken;
    }
    expect(await rowOf(sessionId)).toMatchObject({ counter: 5 });
  });

  test('carries the new epoch after the member’s rights have changed', async () => {
    const { R0, person } = await family();
    await world.admin`update membership set epoch = 7 where account_id = ${person.account.id}`;
    const { accessToken } = await refreshed(R0);
    expect(
      await verifyAccessToken(world.auth.realms.staff, accessToken, world.clock.now),
    ).toMatchObject({ epoch: 7 });
  });
});

describe('a used token', () => {
  test('R1: within grace gets the same successor, and nothing rotates', async () => {
    const { R0, sessionId } = await family();
    const R1 = (await refreshed(R0)).refreshToken;
    world.advance(GRACE - 1);
    expect((await refreshed(R0, 'concurrent')).refreshToken).toBe(R1);
    expect(await rowOf(sessionId)).toMatchObject({ counter: 1, revoked_at: null });
    await refreshed(R1);
  });

  test.each([
    ['R2: at the end of grace', GRACE],
    ['R3: a day later', DAY],
  ])('%s ends the family', async (_, elapsed) => {
    const { R0, sessionId } = await family();
    const R1 = (await refreshed(R0)).refreshToken;
    world.advance(elapsed);
    await refused(R0, 'reuse', { clears: true });
    await refused(R1, 'ended', { clears: true });
    expect(await rowOf(sessionId)).toMatchObject({ revoke_reason: 'reuse' });
  });

  test('R4: of a grandparent, long after, ends the family', async () => {
    const { R0 } = await family();
    const R2 = (await refreshed((await refreshed(R0)).refreshToken)).refreshToken;
    world.advance(DAY);
    await refused(R0, 'reuse', { clears: true });
    await refused(R2, 'ended', { clears: true });
  });

  test('R5, R13: of a grandparent in grace is refused without harm, and the cookies stay', async () => {
    const { R0 } = await family();
    const R1 = (await refreshed(R0)).refreshToken;
    world.advance(1_000);
    const R2 = (await refreshed(R1)).refreshToken;
    world.advance(1_000);
    await refused(R0, 'superseded', { clears: false, code: 'SESSION_SUPERSEDED' });
    await refreshed(R2);
  });

  test('R7: with anything beside it is no valid input, and the family stays as it was', async () => {
    const { R0, sessionId } = await family();
    await refreshed(R0);
    world.advance(DAY);
    const broader = { refreshToken: R0, scope: 'owner' };
    await expect(rotateSession(world.auth, 'staff', broader, world.origin())).rejects.toMatchObject(
      { code: 'INVALID_INPUT' },
    );
    expect(await rowOf(sessionId)).toMatchObject({ counter: 1, revoked_at: null });
    await refused(R0, 'reuse', { clears: true });
  });

  test('R20: presented again and again in grace, has no siblings', async () => {
    const { R0, sessionId } = await family();
    const R1 = (await refreshed(R0)).refreshToken;
    for (let use = 0; use < 5; use++)
      expect((await refreshed(R0, 'concurrent')).refreshToken).toBe(R1);
    expect(await rowOf(sessionId)).toMatchObject({ counter: 1 });
  });

  test('that comes back is an event, and a letter to the person', async () => {
    const { R0, sessionId, person } = await family();
    await refreshed(R0);
    expect(await world.actionsOf(sessionId)).not.toContain('session.rotated');
    world.advance(DAY);
    await refused(R0, 'reuse', { clears: true });
    await refused(R0, 'ended', { clears: true });
    expect(await world.actionsOf(sessionId)).toContain('refresh.reuse_detected');
    const letters =
      await world.admin`select topic, account_id from auth.outbox where session_id = ${sessionId}`;
    expect([...letters]).toEqual([
      { topic: 'session.reuse_detected', account_id: person.account.id },
    ]);
  });
});

describe('a token of no family', () => {
  test('R6, R19: of another realm is refused and touches neither', async () => {
    const { R0, sessionId } = await family();
    await refreshed(R0);
    world.advance(DAY);
    const elsewhere = await rotateSession(
      world.auth,
      'customer',
      { refreshToken: R0 },
      world.origin(),
    );
    expect(elsewhere).toMatchObject({ ok: false, cause: 'invalid', clearsCookies: false });
    expect(await rowOf(sessionId)).toMatchObject({ revoked_at: null });
  });

  test('R6, R19: made for another realm with this realm’s key is refused too', async () => {
    const { sessionId } = await family();
    const { refreshKeys } = world.auth.realms.staff;
    const twin = deriveRefreshToken(refreshKeys, { realm: 'customer', sessionId, counter: 0 });
    await refused(twin, 'invalid', { clears: false });
    expect(await rowOf(sessionId)).toMatchObject({ counter: 0, revoked_at: null });
  });

  test('R14: ahead of the database is refused and touches nothing', async () => {
    const { R0, sessionId } = await family();
    const ahead = deriveRefreshToken(world.auth.realms.staff.refreshKeys, {
      realm: 'staff',
      sessionId,
      counter: 3,
    });
    await refused(ahead, 'not_issued', { clears: false });
    await refreshed(R0);
  });

  test('of a session this database does not hold is refused', async () => {
    const sessionId = '0198c8f2-7d3c-7a41-9f10-2b7c5d1e8a90';
    const orphan = deriveRefreshToken(world.auth.realms.staff.refreshKeys, {
      realm: 'staff',
      sessionId,
      counter: 0,
    });
    await refused(orphan, 'invalid', { clears: false });
  });

  test.each(['', 'v1', 'null', 'v1.sr-1.x.0.y'])('that is %j is refused', async (text) => {
    await refused(text, 'invalid', { clears: false });
  });
});

describe('the end of a session', () => {
  test('R17: comes at its absolute age, however often it was refreshed', async () => {
    const { R0 } = await family();
    let token = R0;
    for (let day = 0; day < 24; day += 6) {
      world.advance(6 * DAY);
      token = (await refreshed(token)).refreshToken;
    }
    world.advance(6 * DAY - 1);
    const last = await refreshed(token);
    expect(last.refreshExpiresAt).toBe(world.clock.now + 1);
    world.advance(1);
    await refused(last.refreshToken, 'ended', { clears: true });
  });

  test('comes after seven idle days, and not before', async () => {
    const [patient, late] = [await family(), await family()];
    world.advance(7 * DAY - 1);
    await refreshed(patient.R0);
    world.advance(1);
    await refused(late.R0, 'ended', { clears: true });
  });

  test.each([
    [
      'account',
      (id: string) => world.admin`update auth.account set status = 'suspended' where id = ${id}`,
    ],
    [
      'membership',
      (id: string) =>
        world.admin`update membership set status = 'suspended' where account_id = ${id}`,
    ],
    [
      'place in the organisation',
      (id: string) =>
        world.admin`update membership set status = 'removed' where account_id = ${id}`,
    ],
  ])('R18: comes with that of the %s, and stays when it is given back', async (_, suspend) => {
    const { R0, person, sessionId } = await family();
    await suspend(person.account.id);
    await refused(R0, 'unentitled', { clears: true });
    expect(await rowOf(sessionId)).toMatchObject({ revoke_reason: 'unentitled' });
    await world.admin`update auth.account set status = 'active' where id = ${person.account.id}`;
    await world.admin`update membership set status = 'active' where account_id = ${person.account.id}`;
    await refused(R0, 'ended', { clears: true });
    const letters = await world.admin`select 1 from auth.outbox where session_id = ${sessionId}`;
    expect(letters).toHaveLength(0);
  });

  test('R18: comes for all of a person’s sessions when the password changes, and for nobody else’s', async () => {
    const [mine, other] = [await family(), await family()];
    const second = await world.signIn(mine.person);
    const input = {
      accountId: mine.person.account.id,
      scope: 'all',
      reason: 'password_changed',
    } as const;
    expect(await revokeSessions(world.auth, 'staff', input, world.origin())).toBe(2);
    await refused(mine.R0, 'ended', { clears: true });
    await refused(second.refreshToken, 'ended', { clears: true });
    await refreshed(other.R0);
  });

  test('R13: a tab that refreshes the session its browser has switched away from keeps the new cookies', async () => {
    const person = await world.person({ orgs: 2 });
    const { refreshToken, sessionId, orgId } = await world.signIn(person);
    const target = first(person.orgs.filter((org) => org.orgId !== orgId)).orgId;
    const caller = { accountId: person.account.id, sessionId, orgId: target };
    const switched = await switchOrg(world.auth, 'staff', caller, world.origin());
    await refused(refreshToken, 'superseded', { clears: false, code: 'SESSION_SUPERSEDED' });
    await refreshed(switched.refreshToken);
  });
});
