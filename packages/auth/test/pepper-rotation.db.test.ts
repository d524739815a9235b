import { parseKeyRing } from '@toster/crypto/key-ring';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Auth } from '../src/auth.ts';
import { PasswordHasher } from '../src/password.ts';
import { signIn } from '../src/sign-in.ts';
import { stepUp } from '../src/step-up.ts';
import { first, openWorld, PASSWORD, type Person, type World } from './world.ts';

const secret = (byte: number) => Buffer.alloc(32, byte).toString('base64url');
/** The ring after the promotion; what is stored was made with `p-1`. */
const PROMOTED = parseKeyRing(`p-2:${secret(8)},p-1:${secret(9)}`);
/** The ring before it, on a process of the older release that still runs. */
const ADDED = parseKeyRing(`p-1:${secret(9)},p-2:${secret(8)}`);

let world: World;
let promoted: Auth;
let added: Auth;
beforeAll(async () => {
  world = await openWorld();
  const limits = { concurrent: 4, waiting: 256 };
  promoted = { ...world.auth, passwords: new PasswordHasher(PROMOTED, limits) };
  added = { ...world.auth, passwords: new PasswordHasher(ADDED, limits) };
});
afterAll(() => world.close());

const enter = (auth: Auth, { email }: Person, password = PASSWORD) =>
  signIn(auth, 'staff', { email, password }, world.origin());
const pepperOf = async ({ account }: Person) => {
  const [row] = await world.admin`
    select pepper_kid from auth.password where account_id = ${account.id}`;
  return row?.['pepper_kid'];
};

describe('while a pepper is replaced', () => {
  test('somebody who signs in on many devices at once gets in on all of them', async () => {
    for (let round = 0; round < 3; round += 1) {
      const person = await world.person();
      const sessions = await Promise.all(Array.from({ length: 12 }, () => enter(promoted, person)));
      expect(new Set(sessions.map(({ sessionId }) => sessionId)).size).toBe(12);
      expect(await pepperOf(person)).toBe('p-2');
    }
  });

  test('processes of two releases store one password in turns, and refuse nobody', async () => {
    const person = await world.person();
    const both = Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? promoted : added));
    const sessions = await Promise.all(both.map((auth) => enter(auth, person)));
    expect(sessions).toHaveLength(12);
  });

  test('a proof of identity succeeds beside a sign-in that stores the password anew', async () => {
    for (let round = 0; round < 4; round += 1) {
      const person = await world.person();
      const { sessionId, accountId } = await enter(world.auth, person);
      const prove = () =>
        stepUp(promoted, 'staff', { accountId, sessionId, password: PASSWORD }, world.origin());
      const ended = await Promise.all([prove(), enter(promoted, person), prove(), prove()]);
      expect(first(ended)).toHaveProperty('accessToken');
    }
  });

  test('none of it is counted as a failed sign-in', async () => {
    const refusals = await world.admin`select count(*)::int as count from refusal`;
    expect(first(refusals)['count']).toBe(0);
  });

  test('a wrong password stays wrong, and one that was changed meanwhile is not proven', async () => {
    const person = await world.person();
    await expect(enter(promoted, person, 'not this one')).rejects.toMatchObject({
      code: 'INVALID_CREDENTIALS',
    });
    const other = await promoted.passwords.hash('quite another passphrase');
    const late: Auth = {
      ...promoted,
      passwords: Object.assign(Object.create(promoted.passwords), {
        verify: async (...args: Parameters<PasswordHasher['verify']>) => {
          const proven = await promoted.passwords.verify(...args);
          await world.admin`update auth.password set phc = ${other.phc}, pepper_kid = ${other.pepperKid}, version = version + 1
            where account_id = ${person.account.id}`;
          return proven;
        },
        needsRehash: () => false,
      }) as PasswordHasher,
    };
    await expect(enter(late, person)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
  });
});
