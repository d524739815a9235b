import { AppError } from '@toster/contracts/errors';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changePassword } from '../src/change-password.ts';
import {
  beginFactor,
  confirmFactor,
  readFactor,
  removeFactor,
  renewCodes,
} from '../src/factors/factors.ts';
import { codeAt, fromBase32, stepOf } from '../src/factors/totp.ts';
import { enterSecondFactor } from '../src/second-factor.ts';
import type { RealmName } from '../src/realms.ts';
import { signIn } from '../src/sign-in.ts';
import { stepUp } from '../src/step-up.ts';
import { freshAddress, openWorld, PASSWORD, type Person, type World } from './world.ts';

const MINUTE = 60_000;
const STEP = 30_000;

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => world.close());

/** Somebody who is signed in, has an app with their secret and ten codes on paper. */
async function guarded() {
  const someone = await world.person();
  const { accountId, sessionId } = await world.signIn(someone);
  const own = { accountId, sessionId };
  const { secret } = await beginFactor(world.auth, own, world.origin());
  const paper = await confirmFactor(world.auth, own, codeOf(secret), world.origin());
  // The code of that moment is used up.
  world.advance(STEP);
  return { someone, own, secret, paper };
}
type Guarded = Awaited<ReturnType<typeof guarded>>;

const codeOf = (secret: string, steps = 0) =>
  codeAt(fromBase32(secret), stepOf(world.clock.now) + steps);
const wrong = (secret: string) =>
  String((Number(codeOf(secret)) + 500_000) % 1_000_000).padStart(6, '0');

async function challengeOf(someone: Person, address = freshAddress()): Promise<string> {
  const input = { email: someone.email, password: PASSWORD };
  const refused: unknown = await signIn(world.auth, 'staff', input, world.origin(address)).catch(
    (error: unknown) => error,
  );
  const challenge = refused instanceof AppError ? refused.details.challenge : undefined;
  if (challenge === undefined) throw new Error(`no challenge: ${String(refused)}`);
  return challenge;
}

const outcome = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'in',
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );
const enter = (
  challenge: string,
  code: string,
  address = freshAddress(),
  realm: RealmName = 'staff',
) => outcome(enterSecondFactor(world.auth, realm, { challenge, code }, world.origin(address)));
const sessionsOf = async ({ account }: Person) =>
  (await world.admin`select 1 from auth.session where account_id = ${account.id}`).length;
const lettersOf = async ({ account }: Person) =>
  (
    await world.admin<{ topic: string }[]>`
    select topic from auth.outbox where account_id = ${account.id} order by id`
  ).map(({ topic }) => topic);

describe('whoever has a second factor', () => {
  let it: Guarded;
  beforeEach(async () => {
    it = await guarded();
  });

  test('is not in with the password alone, and in with the code of the app: both are in the session', async () => {
    const before = await sessionsOf(it.someone);
    const challenge = await challengeOf(it.someone);
    expect(await sessionsOf(it.someone)).toBe(before);
    const code = codeOf(it.secret);
    const { sessionId } = await enterSecondFactor(
      world.auth,
      'staff',
      { challenge, code },
      world.origin(),
    );
    const [row] = await world.admin`select amr, aal from auth.session where id = ${sessionId}`;
    expect(row).toMatchObject({ amr: ['pwd', 'otp'], aal: 2 });
  });

  test('is told nothing of it with a wrong password', async () => {
    const input = { email: it.someone.email, password: 'wrong' };
    expect(await outcome(signIn(world.auth, 'staff', input, world.origin(freshAddress())))).toBe(
      'INVALID_CREDENTIALS',
    );
  });

  test('is told nothing of it while suspended', async () => {
    await world.admin`update auth.account set status = 'suspended' where id = ${it.someone.account.id}`;
    const input = { email: it.someone.email, password: PASSWORD };
    expect(await outcome(signIn(world.auth, 'staff', input, world.origin(freshAddress())))).toBe(
      'INVALID_CREDENTIALS',
    );
  });

  test('uses a code once, however many send it at once', async () => {
    const challenges = await Promise.all(Array.from({ length: 4 }, () => challengeOf(it.someone)));
    const code = codeOf(it.secret);
    const before = await sessionsOf(it.someone);
    const answers = await Promise.all(challenges.map((challenge) => enter(challenge, code)));
    expect(answers.filter((answer) => answer === 'in')).toHaveLength(1);
    expect(new Set(answers)).toEqual(new Set(['in', 'CODE_WRONG']));
    expect(await sessionsOf(it.someone)).toBe(before + 1);
  });

  test('cannot go back to the code before one that was used', async () => {
    const before = codeOf(it.secret, -1);
    expect(await enter(await challengeOf(it.someone), codeOf(it.secret))).toBe('in');
    expect(await enter(await challengeOf(it.someone), before)).toBe('CODE_WRONG');
    expect(await enter(await challengeOf(it.someone), codeOf(it.secret, 1))).toBe('in');
  });

  test('has a clock half a minute off, and not a whole one', async () => {
    const far = codeOf(it.secret, 2);
    expect(await enter(await challengeOf(it.someone), far)).toBe('CODE_WRONG');
    world.advance(STEP);
    expect(await enter(await challengeOf(it.someone), far)).toBe('in');
  });

  test('uses a code of the paper once, however many send it at once, and gets a letter', async () => {
    const [code = ''] = it.paper;
    const challenges = await Promise.all(Array.from({ length: 6 }, () => challengeOf(it.someone)));
    const answers = await Promise.all(
      challenges.map((challenge) => enter(challenge, code.toLowerCase().replaceAll('-', ' '))),
    );
    expect(answers.filter((answer) => answer === 'in')).toHaveLength(1);
    expect(await lettersOf(it.someone)).toContain('factor.recovery_used');
    const state = await readFactor(world.auth, it.own, world.origin());
    expect(state.codesLeft).toBe(9);
  });

  test('has no use for another person’s paper or app', async () => {
    const other = await guarded();
    expect(await enter(await challengeOf(it.someone), other.paper[0] ?? '')).toBe('CODE_WRONG');
    expect(await enter(await challengeOf(it.someone), codeOf(other.secret))).toBe('CODE_WRONG');
    expect(await enter(await challengeOf(other.someone), codeOf(other.secret))).toBe('in');
  });

  test('proves both for a step-up', async () => {
    const { accountId } = it.own;
    const up = async (password: string, code?: string) => {
      const { sessionId } = it.own;
      const input = { accountId, sessionId, password, code };
      return outcome(stepUp(world.auth, 'staff', input, world.origin()));
    };
    expect(await up(PASSWORD)).toBe('SECOND_FACTOR_REQUIRED');
    expect(await up('wrong')).toBe('INVALID_CREDENTIALS');
    expect(await up('wrong', codeOf(it.secret))).toBe('INVALID_CREDENTIALS');
    expect(await up(PASSWORD, wrong(it.secret))).toBe('INVALID_CREDENTIALS');
    expect(await up(PASSWORD, codeOf(it.secret))).toBe('in');
    expect(await up(PASSWORD, codeOf(it.secret))).toBe('INVALID_CREDENTIALS');
  });
});

describe('a challenge', () => {
  test('is over after five minutes, and good the moment before', async () => {
    const { someone, secret } = await guarded();
    const early = await challengeOf(someone);
    world.advance(5 * MINUTE - 1_000);
    expect(await enter(early, codeOf(secret))).toBe('in');
    const late = await challengeOf(someone);
    world.advance(5 * MINUTE);
    expect(await enter(late, codeOf(secret))).toBe('CHALLENGE_OVER');
  });

  test('is over when the password it proves is changed', async () => {
    const { someone, own, secret } = await guarded();
    const challenge = await challengeOf(someone);
    const password = 'another sentence that nobody knows of';
    await changePassword(world.auth, 'staff', { ...own, password }, world.origin());
    expect(await enter(challenge, codeOf(secret))).toBe('CHALLENGE_OVER');
  });

  test('opens nothing in another realm, for another account or altered in any place', async () => {
    const [{ someone, secret }, other] = [await guarded(), await guarded()];
    const challenge = await challengeOf(someone);
    expect(await enter(challenge, codeOf(secret), freshAddress(), 'customer')).toBe(
      'CHALLENGE_OVER',
    );
    const swapped = challenge.replace(someone.account.id, other.someone.account.id);
    expect(await enter(swapped, codeOf(other.secret))).toBe('CHALLENGE_OVER');
    for (let index = 0; index < challenge.length; index += 7) {
      const letter = challenge[index] === 'A' ? 'B' : 'A';
      const altered = challenge.slice(0, index) + letter + challenge.slice(index + 1);
      expect(await enter(altered, codeOf(secret))).toBe('CHALLENGE_OVER');
    }
    expect(await enter(challenge, codeOf(secret))).toBe('in');
  });

  test('of somebody whose factor was turned off meanwhile takes no code', async () => {
    const { someone, own, secret, paper } = await guarded();
    const challenge = await challengeOf(someone);
    await removeFactor(world.auth, own, world.origin());
    expect(await enter(challenge, codeOf(secret))).toBe('CODE_WRONG');
    expect(await enter(challenge, paper[0] ?? '')).toBe('CODE_WRONG');
    expect(await outcome(world.signIn(someone))).toBe('in');
  });
});

describe('guessing codes', () => {
  test('sixty at once with one challenge: five are looked at, the right one is refused until the quarter is over', async () => {
    const { someone, secret } = await guarded();
    const challenge = await challengeOf(someone);
    const bad = wrong(secret);
    const answers = await Promise.all(Array.from({ length: 60 }, () => enter(challenge, bad)));
    expect(answers.filter((answer) => answer === 'CODE_WRONG')).toHaveLength(5);
    expect(answers.filter((answer) => answer === 'TOO_MANY_ATTEMPTS')).toHaveLength(55);
    expect(await enter(challenge, codeOf(secret))).toBe('TOO_MANY_ATTEMPTS');
  });

  test('from one address, whatever the accounts: five are looked at', async () => {
    const [one, two] = [await guarded(), await guarded()];
    const address = freshAddress();
    const challenges = [await challengeOf(one.someone), await challengeOf(two.someone)];
    const answers = [];
    for (let each = 0; each < 8; each += 1)
      answers.push(await enter(challenges[each % 2] ?? '', wrong(one.secret), address));
    expect(answers.filter((answer) => answer === 'CODE_WRONG')).toHaveLength(5);
    expect(await enter(challenges[0] ?? '', codeOf(one.secret))).toBe('in');
  });

  test('with new challenges from new addresses, together with proofs in sessions: ten for the account', async () => {
    const { someone, own, secret } = await guarded();
    for (let each = 0; each < 6; each += 1) {
      expect(await enter(await challengeOf(someone), wrong(secret))).toBe('CODE_WRONG');
      world.advance(1_000);
    }
    const input = { ...own, password: 'wrong' };
    for (let each = 0; each < 4; each += 1)
      expect(await outcome(stepUp(world.auth, 'staff', input, world.origin()))).toBe(
        'INVALID_CREDENTIALS',
      );
    expect(await enter(await challengeOf(someone), codeOf(secret))).toBe('TOO_MANY_ATTEMPTS');
    expect(await outcome(stepUp(world.auth, 'staff', input, world.origin()))).toBe(
      'TOO_MANY_ATTEMPTS',
    );
    // Nobody else's sessions end with it.
    const [row] =
      await world.admin`select revoked_at from auth.session where id = ${own.sessionId}`;
    expect(row?.['revoked_at']).toBeNull();
  });
});

describe('setting up', () => {
  test('counts from the first code on, tells ten codes once and writes a letter', async () => {
    const someone = await world.person();
    const own = await world.signIn(someone);
    const { secret, uri } = await beginFactor(world.auth, own, world.origin());
    expect(uri).toContain(`secret=${secret}&issuer=Toster`);
    expect(await outcome(world.signIn(someone))).toBe('in');
    expect(await outcome(confirmFactor(world.auth, own, wrong(secret), world.origin()))).toBe(
      'CODE_WRONG',
    );
    expect(await outcome(world.signIn(someone))).toBe('in');
    const codes = await confirmFactor(world.auth, own, codeOf(secret), world.origin());
    expect(new Set(codes).size).toBe(10);
    expect(await lettersOf(someone)).toContain('factor.enrolled');
    expect(await outcome(world.signIn(someone))).toBe('SECOND_FACTOR_REQUIRED');
  });

  test('begun twice takes the codes of the newer secret only', async () => {
    const someone = await world.person();
    const own = await world.signIn(someone);
    const [first, second] = [
      await beginFactor(world.auth, own, world.origin()),
      await beginFactor(world.auth, own, world.origin()),
    ];
    expect(
      await outcome(confirmFactor(world.auth, own, codeOf(first.secret), world.origin())),
    ).toBe('CODE_WRONG');
    expect(
      await outcome(confirmFactor(world.auth, own, codeOf(second.secret), world.origin())),
    ).toBe('in');
  });

  test('confirmed by two at once is confirmed once, and one paper is good', async () => {
    const own = await world.signIn(await world.person());
    const { secret } = await beginFactor(world.auth, own, world.origin());
    const papers = await Promise.allSettled(
      Array.from({ length: 4 }, () =>
        confirmFactor(world.auth, own, codeOf(secret), world.origin()),
      ),
    );
    expect(papers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await readFactor(world.auth, own, world.origin())).codesLeft).toBe(10);
  });

  test('does not replace a factor that is set up, nor make a paper without one', async () => {
    const { own } = await guarded();
    expect(await outcome(beginFactor(world.auth, own, world.origin()))).toBe('CONFLICT');
    const bare = await world.signIn(await world.person());
    expect(await outcome(renewCodes(world.auth, bare, world.origin()))).toBe('CONFLICT');
  });

  test('and new codes: the old paper is worth nothing', async () => {
    const { someone, own, paper } = await guarded();
    const [fresh = ''] = await renewCodes(world.auth, own, world.origin());
    expect(await enter(await challengeOf(someone), paper[1] ?? '')).toBe('CODE_WRONG');
    expect(await enter(await challengeOf(someone), fresh)).toBe('in');
    expect(await lettersOf(someone)).toEqual(expect.arrayContaining(['factor.codes_renewed']));
  });

  test('guessed at: five codes in a session, then none', async () => {
    const own = await world.signIn(await world.person());
    const { secret } = await beginFactor(world.auth, own, world.origin());
    const bad = wrong(secret);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        outcome(confirmFactor(world.auth, own, bad, world.origin())),
      ),
    );
    expect(answers.filter((answer) => answer === 'CODE_WRONG')).toHaveLength(5);
    expect(await outcome(confirmFactor(world.auth, own, codeOf(secret), world.origin()))).toBe(
      'TOO_MANY_ATTEMPTS',
    );
  });
});

test('what the database holds makes no code: neither secret nor paper stands in it', async () => {
  const { own, secret, paper } = await guarded();
  const rows = await world.admin`
    select f::text as text from auth.factor f where account_id = ${own.accountId}
    union all select c::text from auth.recovery_code c where account_id = ${own.accountId}`;
  const held = rows.map(({ text }) => String(text)).join('\n');
  for (const told of [
    secret,
    fromBase32(secret).toString('hex'),
    ...paper,
    ...paper.map((code) => code.replaceAll('-', '')),
  ])
    expect(held).not.toContain(told);
  expect(rows).toHaveLength(11);
});
