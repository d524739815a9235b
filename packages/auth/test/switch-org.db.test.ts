import { newId } from '@toster/contracts/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyAccessToken } from '../src/access-token.ts';
import { rotateSession } from '../src/rotate-session.ts';
import { signOut } from '../src/sign-out.ts';
import { switchOrg } from '../src/switch-org.ts';
import { first, openWorld, type World } from './world.ts';

const DAY = 86_400_000;

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => world.close());

const refresh = (refreshToken: string) =>
  rotateSession(world.auth, 'staff', { refreshToken }, world.origin());
const alive = async (refreshToken: string) => (await refresh(refreshToken)).ok;

describe('switching organisation', () => {
  async function switchable() {
    const person = await world.person({ orgs: 2 });
    const session = await world.signIn(person);
    const target = first(person.orgs.filter((org) => org.orgId !== session.orgId));
    const to = (orgId: string) =>
      switchOrg(
        world.auth,
        'staff',
        { accountId: person.account.id, sessionId: session.sessionId, orgId },
        world.origin(),
      );
    return { person, session, target, to };
  }

  test('mints a session there in place of the one here, with the proof of the old one', async () => {
    const { person, session, target, to } = await switchable();
    world.advance(3 * DAY);
    const switched = await to(target.orgId);
    expect(switched).toMatchObject({
      orgId: target.orgId,
      orgSlug: target.slug,
      accountId: person.account.id,
    });
    expect(switched.sessionId).not.toBe(session.sessionId);
    const claims = await verifyAccessToken(
      world.auth.realms.staff,
      switched.accessToken,
      world.clock.now,
    );
    expect(claims).toMatchObject({
      org: target.orgId,
      sid: switched.sessionId,
      auth_time: Math.floor((world.clock.now - 3 * DAY) / 1000),
    });
    expect(await alive(session.refreshToken)).toBe(false);
    expect(await alive(switched.refreshToken)).toBe(true);
    expect(await world.actionsOf(switched.sessionId)).toContain('session.switched_org');
  });

  test('prolongs nothing: the absolute end stays', async () => {
    const { session, target, to } = await switchable();
    let token = session.refreshToken;
    for (let day = 0; day < 24; day += 6) {
      world.advance(6 * DAY);
      const rotation = await refresh(token);
      token = rotation.ok ? rotation.tokens.refreshToken : '';
    }
    world.advance(5 * DAY);
    const switched = await to(target.orgId);
    expect(switched.refreshExpiresAt).toBe(world.clock.now + DAY);
    world.advance(DAY);
    expect(await alive(switched.refreshToken)).toBe(false);
  });

  test('to an organisation of others, to one left, or to none is one answer, and the session stays', async () => {
    const { session, person, target, to } = await switchable();
    const stranger = first((await world.person()).orgs);
    await world.admin`update membership set status = 'removed' where account_id = ${person.account.id} and org_id = ${target.orgId}`;
    for (const orgId of [stranger.orgId, target.orgId, newId()])
      await expect(to(orgId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await alive(session.refreshToken)).toBe(true);
  });

  test('from a session that ended, or from somebody else’s, is refused', async () => {
    const { session, target, to } = await switchable();
    const other = await world.signIn(await world.person());
    const person = await world.person({ orgs: 2 });
    const stolen = {
      accountId: person.account.id,
      sessionId: other.sessionId,
      orgId: first(person.orgs).orgId,
    };
    await expect(switchOrg(world.auth, 'staff', stolen, world.origin())).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await alive(other.refreshToken)).toBe(true);
    await signOut(world.auth, 'staff', session.refreshToken, world.origin());
    await expect(to(target.orgId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('twice at once makes one session', async () => {
    const { person, target, to } = await switchable();
    const outcomes = await Promise.allSettled([
      to(target.orgId),
      to(target.orgId),
      to(target.orgId),
    ]);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    const rows =
      await world.admin`select 1 from auth.session where account_id = ${person.account.id} and revoked_at is null`;
    expect(rows).toHaveLength(1);
  });
});
