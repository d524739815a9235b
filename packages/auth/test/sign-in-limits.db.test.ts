import { AppError } from '@toster/contracts/errors';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Auth } from '../src/auth.ts';
import type { AttemptLog } from '../src/limits/attempt-log.ts';
import { signIn } from '../src/sign-in.ts';
import { stepUp } from '../src/step-up.ts';
import { freshAddress, openWorld, PASSWORD, type World } from './world.ts';

const WINDOW_SECONDS = 900;

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => world.close());

/** The world's hasher, counting what it verifies. */
function counting(): { readonly auth: Auth; readonly verified: () => number } {
  let verified = 0;
  const { passwords } = world;
  const counted: Auth['passwords'] = {
    hash: (password) => passwords.hash(password),
    needsRehash: (stored) => passwords.needsRehash(stored),
    verify: (stored, password) => {
      verified += 1;
      return passwords.verify(stored, password);
    },
  };
  return { auth: { ...world.auth, passwords: counted }, verified: () => verified };
}

const attempt = (email: string, password: string, address: string | null, auth = world.auth) =>
  signIn(auth, 'staff', { email, password }, world.origin(address)).then(
    () => 'signed in',
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );
const failing = async (times: number, email: string, address: string) => {
  for (let each = 0; each < times; each += 1)
    expect(await attempt(email, 'wrong', address)).toBe('INVALID_CREDENTIALS');
};

describe('an address', () => {
  test('that sends sixty wrong passwords at once has five of them verified', async () => {
    const [person, { auth, verified }] = [await world.person(), counting()];
    const address = freshAddress();
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => attempt(person.email, 'wrong', address, auth)),
    );
    expect(verified()).toBe(5);
    expect(answers.filter((answer) => answer === 'INVALID_CREDENTIALS')).toHaveLength(5);
    expect(answers.filter((answer) => answer === 'TOO_MANY_ATTEMPTS')).toHaveLength(55);
    expect(await attempt(person.email, PASSWORD, freshAddress(), auth)).toBe('signed in');
  });

  test('that tries one password on sixty accounts has five of them verified', async () => {
    const { auth, verified } = counting();
    const address = freshAddress();
    await Promise.all(
      Array.from({ length: 60 }, (_, account) =>
        attempt(`sprayed-${account}@example.test`, 'Summer2026!', address, auth),
      ),
    );
    expect(verified()).toBe(5);
  });

  test('that has failed five times is refused with the right password too, and told how long', async () => {
    const person = await world.person();
    const address = freshAddress();
    await failing(5, person.email, address);
    const refused = await signIn(
      world.auth,
      'staff',
      { email: person.email, password: PASSWORD },
      world.origin(address),
    ).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
    const seconds = refused instanceof AppError ? refused.details.retryAfterSeconds : 0;
    expect(seconds).toBeGreaterThan(WINDOW_SECONDS - 10);
    expect(seconds).toBeLessThanOrEqual(WINDOW_SECONDS);
  });

  test('gets no new attempts by signing in to an account of its own in between', async () => {
    const [thief, victim] = [await world.person(), await world.person()];
    const address = freshAddress();
    for (let round = 0; round < 5; round += 1) {
      expect(await attempt(victim.email, 'wrong', address)).toBe('INVALID_CREDENTIALS');
      if (round < 4) expect(await attempt(thief.email, PASSWORD, address)).toBe('signed in');
    }
    expect(await attempt(victim.email, 'wrong', address)).toBe('TOO_MANY_ATTEMPTS');
    expect(await attempt(victim.email, PASSWORD, freshAddress())).toBe('signed in');
  });

  test('is the whole /64 of IPv6, and all of a /48 fail forty times', async () => {
    const { email } = await world.person();
    const subnet = (number: number, host: number) =>
      `2001:db8:77:${number.toString(16)}:${host.toString(16)}::1`;
    for (let host = 0; host < 5; host += 1)
      expect(await attempt('a@example.test', 'wrong', subnet(0, host))).toBe('INVALID_CREDENTIALS');
    expect(await attempt('a@example.test', 'wrong', subnet(0, 99))).toBe('TOO_MANY_ATTEMPTS');
    for (let number = 1; number <= 35; number += 1)
      expect(await attempt(`b${number}@example.test`, 'wrong', subnet(number, 0))).toBe(
        'INVALID_CREDENTIALS',
      );
    expect(await attempt(email, PASSWORD, subnet(99, 0))).toBe('TOO_MANY_ATTEMPTS');
    expect(await attempt(email, PASSWORD, '2001:db8:78::1')).toBe('signed in');
  });

  test('that is not known shares one count with all that are not', async () => {
    const { email } = await world.person();
    for (let each = 0; each < 5; each += 1)
      expect(await attempt(email, 'wrong', null)).toBe('INVALID_CREDENTIALS');
    expect(await attempt(email, PASSWORD, null)).toBe('TOO_MANY_ATTEMPTS');
  });

  test('of a restaurant whose staff all come in at nine lets everybody in', async () => {
    const staff = await Promise.all(Array.from({ length: 12 }, () => world.person()));
    const address = freshAddress();
    const answers = await Promise.all(staff.map(({ email }) => attempt(email, PASSWORD, address)));
    expect(answers).toEqual(staff.map(() => 'signed in'));
  });
});

describe('an account', () => {
  test('is not locked by others: while thirty addresses fail at it, its owner comes in from another at once', async () => {
    const person = await world.person();
    for (let address = 0; address < 30; address += 1)
      await failing(1, person.email, freshAddress());
    expect(await attempt(person.email, PASSWORD, freshAddress())).toBe('signed in');
  });

  test('under attack slows each address down after its first failure, which a calm account does not', async () => {
    const [attacked, calm] = [await world.person(), await world.person()];
    for (let address = 0; address < 10; address += 1)
      await failing(1, attacked.email, freshAddress());
    const [one, other] = [freshAddress(), freshAddress()];
    await failing(1, attacked.email, one);
    expect(await attempt(attacked.email, PASSWORD, one)).toBe('TOO_MANY_ATTEMPTS');
    await failing(1, calm.email, other);
    expect(await attempt(calm.email, PASSWORD, other)).toBe('signed in');
  });

  test('that does not exist is limited like one that does', async () => {
    const { email } = await world.person();
    const answers = async (name: string) => {
      const found: unknown[] = [];
      for (let address = 0; address < 11; address += 1)
        found.push(await attempt(name, 'wrong', freshAddress()));
      const last = freshAddress();
      for (let again = 0; again < 2; again += 1) found.push(await attempt(name, 'wrong', last));
      return found;
    };
    expect(await answers('nobody-here@example.test')).toEqual(await answers(email));
  });

  test('is the same however its address is written', async () => {
    const { email } = await world.person();
    const address = freshAddress();
    for (let failed = 0; failed < 10; failed += 1) await failing(1, email, freshAddress());
    await failing(1, email.toUpperCase(), address);
    expect(await attempt(` ${email}`, PASSWORD, address)).toBe('TOO_MANY_ATTEMPTS');
  });
});

describe('a device the person is known on', () => {
  const enter = (email: string, password: string, address: string, device: string | null) =>
    signIn(world.auth, 'staff', { email, password, device }, world.origin(address)).then(
      () => 'signed in',
      (error: unknown) => (error instanceof AppError ? error.code : error),
    );

  test('gets in although guests behind the same address have failed as often as anybody may', async () => {
    const person = await world.person();
    const address = freshAddress();
    await failing(5, 'guest@example.test', address);
    expect(await enter(person.email, PASSWORD, address, null)).toBe('TOO_MANY_ATTEMPTS');
    expect(await enter(person.email, PASSWORD, address, 'till-1')).toBe('signed in');
  });

  test('has five attempts of its own, which count for the address too', async () => {
    const [person, other] = [await world.person(), await world.person()];
    const address = freshAddress();
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => enter(person.email, 'wrong', address, 'till-2')),
    );
    expect(answers.filter((answer) => answer === 'INVALID_CREDENTIALS')).toHaveLength(5);
    expect(await enter(person.email, PASSWORD, address, 'till-2')).toBe('TOO_MANY_ATTEMPTS');
    expect(await enter(other.email, PASSWORD, address, null)).toBe('TOO_MANY_ATTEMPTS');
    expect(await enter(other.email, PASSWORD, address, 'till-3')).toBe('signed in');
  });
});

describe('the store', () => {
  test('learns neither addresses nor accounts', async () => {
    const [email, address] = ['canary@example.test', '198.51.100.77'];
    await failing(1, email, address);
    const rows = await world.admin`select * from auth.attempt`;
    expect(rows.length).toBeGreaterThan(0);
    const text = JSON.stringify(rows);
    for (const secret of [email, 'canary', address]) expect(text).not.toContain(secret);
  });

  test('that cannot be reached lets nothing be verified', async () => {
    const { auth, verified } = counting();
    const lost = () => Promise.reject(new AppError('UNAVAILABLE'));
    const log: AttemptLog = { reserve: lost, settle: lost, look: lost };
    const cut = { ...auth, attempts: { ...auth.attempts, log } };
    const { email } = await world.person();
    expect(await attempt(email, PASSWORD, freshAddress(), cut)).toBe('UNAVAILABLE');
    expect(verified()).toBe(0);
    expect(await attempt(email, PASSWORD, freshAddress(), auth)).toBe('signed in');
  });

  test('that is lost after a failure still holds it', async () => {
    const { email } = await world.person();
    const address = freshAddress();
    const { log } = world.auth.attempts;
    const deaf: AttemptLog = { ...log, settle: () => Promise.reject(new Error('gone')) };
    const auth = { ...world.auth, attempts: { ...world.auth.attempts, log: deaf } };
    for (let each = 0; each < 5; each += 1)
      expect(await attempt(email, 'wrong', address, auth)).toBe('INVALID_CREDENTIALS');
    await world.admin`update auth.attempt set at = at - interval '11 seconds'`;
    expect(await attempt(email, PASSWORD, address)).toBe('TOO_MANY_ATTEMPTS');
  });
});

describe('a fresh proof', () => {
  test('fails five times in a session and ten in an account; the address is free to sign in', async () => {
    const person = await world.person();
    const sessions = [
      await world.signIn(person),
      await world.signIn(person),
      await world.signIn(person),
    ];
    const prove = (session: number, password: string) =>
      stepUp(
        world.auth,
        'staff',
        {
          accountId: person.account.id,
          sessionId: sessions[session]?.sessionId ?? '',
          password,
        },
        world.origin(),
      ).then(
        () => 'proven',
        (error: unknown) => (error instanceof AppError ? error.code : error),
      );
    expect(await prove(0, PASSWORD)).toBe('proven');
    const answers = await Promise.all(Array.from({ length: 60 }, () => prove(0, 'wrong')));
    expect(answers.filter((answer) => answer === 'INVALID_CREDENTIALS')).toHaveLength(5);
    expect(await prove(0, PASSWORD)).toBe('TOO_MANY_ATTEMPTS');
    expect(await prove(1, PASSWORD)).toBe('proven');
    for (let failed = 0; failed < 5; failed += 1)
      expect(await prove(1, 'wrong')).toBe('INVALID_CREDENTIALS');
    expect(await prove(2, PASSWORD)).toBe('TOO_MANY_ATTEMPTS');
    await expect(world.signIn(person)).resolves.toBeDefined();
  });
});
