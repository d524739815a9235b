import { AppError } from '@toster/contracts/errors';
import { newMailToken } from '@toster/crypto/mail-token';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginFactor, confirmFactor, readFactor } from '../src/factors/factors.ts';
import { codeAt, fromBase32, stepOf } from '../src/factors/totp.ts';
import { askAddressProof, proveAddress } from '../src/mail-links/prove-address.ts';
import { askFactorReset, beginFactorReset, keepFactor } from '../src/mail-links/reset-factor.ts';
import { askPasswordReset, resetPassword } from '../src/mail-links/reset-password.ts';
import { rotateSession } from '../src/rotate-session.ts';
import { enterSecondFactor } from '../src/second-factor.ts';
import { signIn } from '../src/sign-in.ts';
import { freshAddress, openWorld, PASSWORD, type Person, type World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const OTHER = 'four cows in a blue boat';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => world.close());

const outcome = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'done',
    (error: unknown) =>
      error instanceof AppError ? (error.details.fault ?? error.code) : String(error),
  );
const from = () => world.origin(freshAddress());
const ask = ({ email }: { readonly email: string }, origin = from()) =>
  outcome(askPasswordReset(world.auth, email, origin));
const reset = (token: string, password = OTHER, origin = from()) =>
  outcome(resetPassword(world.auth, 'staff', { token, password }, origin));
const enter = ({ email }: Person, password: string) =>
  outcome(signIn(world.auth, 'staff', { email, password }, from()));

/** The letters that are to be written to somebody, newest last. */
const lettersOf = async ({ account }: Person, topic: string) =>
  (
    await world.admin<{ id: string }[]>`
      select id from auth.outbox where account_id = ${account.id} and topic = ${topic} order by id`
  ).map(({ id }) => id);

/** Writes the newest letter as the worker does, and opens it. */
async function letter(someone: Person, topic: string): Promise<string> {
  const id = (await lettersOf(someone, topic)).at(-1);
  if (id === undefined) throw new Error(`no letter of ${topic}`);
  const { token, digest } = newMailToken(id);
  await world.admin`update auth.mail_link set token_digests = token_digests || ${digest}::text where id = ${id}`;
  return token;
}
async function asked(someone: Person): Promise<string> {
  expect(await ask(someone)).toBe('done');
  return letter(someone, 'password.reset_asked');
}

describe('another password by letter', () => {
  test('is the password from then on; every session is over, the address proven, the person told', async () => {
    const someone = await world.person();
    const { refreshToken } = await world.signIn(someone);
    const token = await asked(someone);
    await world.admin`update auth.account set address_proven_at = null where id = ${someone.account.id}`;
    expect(await reset(token)).toBe('done');
    expect(await enter(someone, PASSWORD)).toBe('INVALID_CREDENTIALS');
    expect(await enter(someone, OTHER)).toBe('done');
    const rotation = await rotateSession(world.auth, 'staff', { refreshToken }, from());
    expect(rotation.ok).toBe(false);
    expect(await lettersOf(someone, 'password.reset')).toHaveLength(1);
    const [row] = await world.admin`
      select address_proven_at is not null as proven from auth.account where id = ${someone.account.id}`;
    expect(row?.['proven']).toBe(true);
    const events = await world.admin<{ action: string }[]>`
      select action from au.event where org_id = ${someone.orgs[0]?.orgId ?? ''} and action like 'password.%' order by cap_seq`;
    expect([...new Set(events.map(({ action }) => action))]).toEqual([
      'password.reset_asked',
      'password.reset',
    ]);
  });

  test('by one of twenty who follow the link at once', async () => {
    const someone = await world.person();
    const token = await asked(someone);
    const passwords = Array.from({ length: 20 }, (_, each) => `${OTHER} number ${each}`);
    const answers = await Promise.all(passwords.map((password) => reset(token, password)));
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(1);
    expect(new Set(answers)).toEqual(new Set(['done', 'LINK_OVER']));
    const chosen = passwords[answers.indexOf('done')] ?? '';
    expect(await enter(someone, chosen)).toBe('done');
  });

  test('not twice by one link, and not by an older one after a newer was followed', async () => {
    const someone = await world.person();
    const [first, second] = [await asked(someone), await asked(someone)];
    expect(await reset(second)).toBe('done');
    expect(await reset(second)).toBe('LINK_OVER');
    expect(await reset(first, `${OTHER} again`)).toBe('LINK_OVER');
  });

  test('within the hour: a minute before its end, and not after', async () => {
    const someone = await world.person();
    const token = await asked(someone);
    world.advance(HOUR - MINUTE);
    expect(await reset(token)).toBe('done');
    const late = await asked(someone);
    world.advance(HOUR);
    expect(await reset(late)).toBe('LINK_OVER');
  });

  test('by no link that is altered, of another letter, or whose letter was not written yet', async () => {
    const [someone, other] = [await world.person(), await world.person()];
    const [token, theirs] = [await asked(someone), await asked(other)];
    const swapped = `${token.split('.')[0]}.${theirs.split('.')[1]}`;
    const unwritten = await world.person();
    await ask(unwritten);
    const [id = ''] = await lettersOf(unwritten, 'password.reset_asked');
    for (const odd of [swapped, `${token}A`, token.slice(0, -1), newMailToken(id).token, 'x', ''])
      expect(await reset(odd)).toBe('LINK_OVER');
    expect(await reset(token)).toBe('done');
  });

  test('follows the rules of passwords, and a refused one leaves the link good', async () => {
    const someone = await world.person();
    const token = await asked(someone);
    expect(await reset(token, 'short')).toBe('short');
    expect(await reset(token, `${someone.email}-2026!`)).toBe('about');
    expect(await reset(token)).toBe('done');
  });

  test('is no way around a second factor', async () => {
    const { someone } = await guarded();
    expect(await reset(await asked(someone))).toBe('done');
    expect(await enter(someone, OTHER)).toBe('SECOND_FACTOR_REQUIRED');
  });

  test('is not for somebody suspended, before or after the letter', async () => {
    const [before, after] = [await world.person({ status: 'suspended' }), await world.person()];
    expect(await ask(before)).toBe('done');
    expect(await lettersOf(before, 'password.reset_asked')).toEqual([]);
    const token = await asked(after);
    await world.admin`update auth.account set status = 'suspended' where id = ${after.account.id}`;
    expect(await reset(token)).toBe('LINK_OVER');
  });

  test('is asked for alike with an address nobody has: neither letter nor link, and the same limits', async () => {
    const nobody = { email: `nobody-${Date.now()}@example.test` };
    const someone = await world.person();
    const answers = await Promise.all(
      [nobody, someone].map(async (who) => {
        const each = [];
        for (let time = 0; time < 4; time += 1) each.push(await ask(who));
        return each;
      }),
    );
    expect(answers[0]).toEqual(['done', 'done', 'done', 'TOO_MANY_ATTEMPTS']);
    expect(answers[1]).toEqual(answers[0]);
    expect(await lettersOf(someone, 'password.reset_asked')).toHaveLength(3);
    // Whoever used the letters up has locked nobody out: each of them is good.
    expect(await reset(await letter(someone, 'password.reset_asked'))).toBe('done');
  });

  test('is asked for five times in a quarter of an hour from one place, whoever it is about', async () => {
    const origin = from();
    const answers = [];
    for (let each = 0; each < 6; each += 1)
      answers.push(await ask({ email: `sprayed-${each}@example.test` }, origin));
    expect(answers).toEqual([...Array.from({ length: 5 }, () => 'done'), 'TOO_MANY_ATTEMPTS']);
  });

  test('what the database holds is not the link', async () => {
    const someone = await world.person();
    const token = await asked(someone);
    const rows = await world.admin`
      select l::text as text from auth.mail_link l where account_id = ${someone.account.id}
      union all select o::text from auth.outbox o where account_id = ${someone.account.id}
      union all select leaf::text from au.event where org_id = ${someone.orgs[0]?.orgId ?? ''}`;
    const secret = token.split('.')[1] ?? '';
    expect(rows.map(({ text }) => String(text)).join('\n')).not.toContain(secret);
  });
});

/** Somebody whose sign-in asks for a code. */
async function guarded() {
  const someone = await world.person();
  const { accountId, sessionId } = await world.signIn(someone);
  const own = { accountId, sessionId };
  const { secret } = await beginFactor(world.auth, own, world.origin());
  const code = () => codeAt(fromBase32(secret), stepOf(world.clock.now));
  const paper = await confirmFactor(world.auth, own, code(), world.origin());
  world.advance(30_000);
  return { someone, own, code, paper };
}

async function challengeOf({ email }: Person): Promise<string> {
  const refused: unknown = await signIn(
    world.auth,
    'staff',
    { email, password: PASSWORD },
    from(),
  ).catch((error: unknown) => error);
  return refused instanceof AppError ? (refused.details.challenge ?? '') : '';
}

describe('a second factor nobody has any more', () => {
  const askOff = (challenge: string) =>
    outcome(askFactorReset(world.auth, 'staff', challenge, from()));
  const begin = (token: string) => beginFactorReset(world.auth, token, from());
  const askedOff = async (someone: Person): Promise<string> => {
    expect(await askOff(await challengeOf(someone))).toBe('done');
    return letter(someone, 'factor.reset_asked');
  };

  test('is off a day after the link was followed, and not a minute earlier; the person is told twice', async () => {
    const { someone } = await guarded();
    const due = await begin(await askedOff(someone));
    expect(due).toBe(world.clock.now + 24 * HOUR);
    expect(await lettersOf(someone, 'factor.reset_begun')).toHaveLength(1);
    world.advance(24 * HOUR - MINUTE);
    expect(await enter(someone, PASSWORD)).toBe('SECOND_FACTOR_REQUIRED');
    world.advance(MINUTE);
    expect(await enter(someone, PASSWORD)).toBe('done');
    expect(await lettersOf(someone, 'factor.removed')).toHaveLength(1);
    const rows = await world.admin`
      select 1 from auth.factor where account_id = ${someone.account.id}
      union all select 1 from auth.recovery_code where account_id = ${someone.account.id}`;
    expect(rows).toHaveLength(0);
  });

  test('stays when one of its sessions keeps it, or a code of app or paper is used', async () => {
    const keep = async ({ own }: Awaited<ReturnType<typeof guarded>>) =>
      keepFactor(world.auth, own, world.origin());
    const useApp = async ({ someone, code }: Awaited<ReturnType<typeof guarded>>) => {
      const challenge = await challengeOf(someone);
      await enterSecondFactor(world.auth, 'staff', { challenge, code: code() }, from());
    };
    const usePaper = async ({ someone, paper }: Awaited<ReturnType<typeof guarded>>) => {
      const challenge = await challengeOf(someone);
      const code = paper[3] ?? '';
      await enterSecondFactor(world.auth, 'staff', { challenge, code }, from());
    };
    for (const object of [keep, useApp, usePaper]) {
      const it = await guarded();
      await begin(await askedOff(it.someone));
      expect((await readFactor(world.auth, it.own, world.origin())).resetDueAt).not.toBeNull();
      await object(it);
      expect((await readFactor(world.auth, it.own, world.origin())).resetDueAt).toBeNull();
      world.advance(25 * HOUR);
      expect(await enter(it.someone, PASSWORD)).toBe('SECOND_FACTOR_REQUIRED');
    }
  });

  test('is not begun twice: a second letter moves the day neither way', async () => {
    const { someone } = await guarded();
    const first = await begin(await askedOff(someone));
    world.advance(3 * HOUR);
    expect(await begin(await askedOff(someone))).toBe(first);
  });

  test('is asked for with the password proven only, and by its own kind of letter', async () => {
    const { someone } = await guarded();
    expect(await askOff('c1.made-up')).toBe('CHALLENGE_OVER');
    const old = await challengeOf(someone);
    world.advance(6 * MINUTE);
    expect(await askOff(old)).toBe('CHALLENGE_OVER');
    const forPassword = await asked(someone);
    expect(await outcome(begin(forPassword))).toBe('LINK_OVER');
    const forFactor = await askedOff(someone);
    expect(await reset(forFactor)).toBe('LINK_OVER');
    expect(await outcome(begin(forFactor))).toBe('done');
  });

  test('takes no code once the day is over, and another one can be set up', async () => {
    const { someone, own, code } = await guarded();
    const challenge = await challengeOf(someone);
    await begin(await askedOff(someone));
    world.advance(24 * HOUR);
    const late = enterSecondFactor(world.auth, 'staff', { challenge, code: code() }, from());
    expect(await outcome(late)).toBe('CHALLENGE_OVER');
    expect((await readFactor(world.auth, own, world.origin())).since).toBeNull();
    const { secret } = await beginFactor(world.auth, own, world.origin());
    const first = codeAt(fromBase32(secret), stepOf(world.clock.now));
    expect(await outcome(confirmFactor(world.auth, own, first, world.origin()))).toBe('done');
    expect(await enter(someone, PASSWORD)).toBe('SECOND_FACTOR_REQUIRED');
  });
});

test('an address is proven by the link of its letter, once', async () => {
  const someone = await world.person();
  const own = await world.signIn(someone);
  await world.admin`update auth.account set address_proven_at = null where id = ${someone.account.id}`;
  await askAddressProof(world.auth, own, from());
  const token = await letter(someone, 'address.proof_asked');
  expect(await reset(token)).toBe('LINK_OVER');
  expect(await outcome(proveAddress(world.auth, token, from()))).toBe('done');
  expect(await outcome(proveAddress(world.auth, token, from()))).toBe('LINK_OVER');
  const [row] = await world.admin`
    select address_proven_at is not null as proven from auth.account where id = ${someone.account.id}`;
  expect(row?.['proven']).toBe(true);
});
