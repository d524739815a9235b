import { AppError } from '@toster/contracts/errors';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changePassword } from '../src/change-password.ts';
import { rotateSession } from '../src/rotate-session.ts';
import { signIn } from '../src/sign-in.ts';
import { freshAddress, openWorld, PASSWORD, type Person, type World } from './world.ts';

const CHOSEN = 'four cows in a blue boat';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => world.close());

const enter = (email: string, password: string, userAgent?: string) =>
  signIn(
    world.auth,
    'staff',
    { email, password },
    { ...world.origin(freshAddress()), ...(userAgent === undefined ? {} : { userAgent }) },
  );
const change = (person: Person, sessionId: string, password = CHOSEN) =>
  changePassword(
    world.auth,
    'staff',
    { accountId: person.account.id, sessionId, password },
    world.origin(),
  );
const faultOf = (changed: Promise<unknown>) =>
  changed.then(
    () => null,
    (error: unknown) => (error instanceof AppError ? (error.details.fault ?? error.code) : error),
  );
const letters = async (person: Person, topic: string) =>
  (
    await world.admin`
      select session_id from auth.outbox where account_id = ${person.account.id} and topic = ${topic}`
  ).map(({ session_id }) => String(session_id));

describe('another password', () => {
  test('opens the account and the old one does not; other sessions end, the present one goes on, others’ too', async () => {
    const [person, stranger] = [await world.person(), await world.person()];
    const here = await world.signIn(person);
    const there = [await world.signIn(person), await world.signIn(person)];
    const theirs = await world.signIn(stranger);
    expect(await change(person, here.sessionId)).toBe(2);
    await expect(enter(person.email, CHOSEN)).resolves.toBeDefined();
    await expect(enter(person.email, PASSWORD)).rejects.toMatchObject({
      code: 'INVALID_CREDENTIALS',
    });
    const refresh = ({ refreshToken }: { readonly refreshToken: string }) =>
      rotateSession(world.auth, 'staff', { refreshToken }, world.origin());
    expect(await refresh(here)).toMatchObject({ ok: true });
    expect(await refresh(theirs)).toMatchObject({ ok: true });
    for (const session of there) expect(await refresh(session)).toMatchObject({ cause: 'ended' });
  });

  test('is an event without the password, and a letter', async () => {
    const person = await world.person({ orgs: 2 });
    const { sessionId } = await world.signIn(person);
    await change(person, sessionId);
    const events = await world.admin`
      select org_id, leaf from au.event where action = 'password.changed' and row_id = ${person.account.id}`;
    expect(new Set(events.map(({ org_id }) => org_id))).toEqual(
      new Set(person.orgs.map(({ orgId }) => orgId)),
    );
    expect(JSON.stringify(events)).not.toMatch(/argon2|cows/);
    expect(await letters(person, 'password.changed')).toEqual([sessionId]);
  });

  test('has to be another one, and none that is guessed', async () => {
    const person = await world.person();
    const { sessionId } = await world.signIn(person);
    expect(await faultOf(change(person, sessionId, PASSWORD))).toBe('same');
    expect(await faultOf(change(person, sessionId, 'short'))).toBe('short');
    expect(await faultOf(change(person, sessionId, `${person.email.split('@')[0]}`))).toBe('about');
    expect(await letters(person, 'password.changed')).toEqual([]);
    await expect(enter(person.email, PASSWORD)).resolves.toBeDefined();
  });

  test('chosen twice at the same moment is chosen once', async () => {
    const person = await world.person();
    const { sessionId } = await world.signIn(person);
    const answers = await Promise.all(
      ['a red boat full of cats', 'a green boat full of dogs'].map((password) =>
        faultOf(change(person, sessionId, password)),
      ),
    );
    expect(answers.toSorted()).toEqual(['CONFLICT', null]);
    expect(await letters(person, 'password.changed')).toHaveLength(1);
  });
});

describe('a letter about a device', () => {
  const PHONE =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1';

  test('is sent for one that is new, not for the first ever and not for one that is known', async () => {
    const person = await world.person();
    await enter(person.email, PASSWORD);
    await enter(person.email, PASSWORD);
    expect(await letters(person, 'session.new_device')).toEqual([]);
    const { sessionId } = await enter(person.email, PASSWORD, PHONE);
    await enter(person.email, PASSWORD, PHONE);
    expect(await letters(person, 'session.new_device')).toEqual([sessionId]);
  });

  test('is sent again for one that was not used for ninety days', async () => {
    const person = await world.person();
    await enter(person.email, PASSWORD);
    await world.admin`
      update auth.session set created_at = created_at - interval '91 days' where account_id = ${person.account.id}`;
    const { sessionId } = await enter(person.email, PASSWORD);
    expect(await letters(person, 'session.new_device')).toEqual([sessionId]);
  });
});
