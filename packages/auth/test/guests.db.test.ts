import { newId, PLATFORM_ORG_ID } from '@toster/contracts/ids';
import { newGuestCode } from '@toster/crypto/guest-code';
import { createCustomer, type CustomerRow } from '@toster/db/testing/factories/customer';
import { createRestaurant, type Restaurant } from '@toster/db/testing/factories/restaurant';
import { withTenant } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { verifyAccessToken } from '../src/access-token.ts';
import { askGuestCode } from '../src/guests/ask-code.ts';
import { readGuestChallenge } from '../src/guests/challenge.ts';
import { enterGuestCode } from '../src/guests/enter-code.ts';
import { rotateSession } from '../src/rotate-session.ts';
import { signOut } from '../src/sign-out.ts';
import { first, openWorld, type World } from './world.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

let world: World;
let house: House;
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  house = await restaurant();
});
afterAll(() => world.close());

const note = () => ({ action: 'demo.seeded', request: newId(), part: 0 });
type House = Restaurant & { readonly guest: CustomerRow };
/** A restaurant with a guest who has an address. */
function restaurant(): Promise<House> {
  const orgId = newId();
  return world.maintenance.run(orgId, note(), async (tx) => {
    const made = await createRestaurant(tx, { org: { orgId } });
    const guest = await createCustomer(tx, made.place, { email: `guest-${newId()}@example.test` });
    return { ...made, guest };
  });
}
let lastAddress = 0;
const freshAddress = () => `198.51.${(lastAddress += 1) >> 8}.${lastAddress & 255}`;
const emailOf = ({ guest }: House) => guest.email ?? '';

const ask = (at: House, email = emailOf(at), ip = freshAddress()) =>
  askGuestCode(world.auth, { slug: at.org.slug, email, language: 'en' }, { ...world.origin(), ip });

/** What stands in the letter of a challenge: made by the worker, as it does. */
async function digits(challenge: string): Promise<string> {
  const { orgId, codeId } = readGuestChallenge(challenge) ?? { orgId: '', codeId: '' };
  const { code, digest } = newGuestCode(world.auth.db.keys, codeId);
  await withTenant(
    world.worker,
    {
      kind: 'worker',
      org: orgId,
      caps: {},
      action: 'guest.code_asked',
      request: newId(),
      source: 'worker',
    },
    (tx) => tx.execute(sql`select * from app.keep_guest_code(${codeId}, ${digest})`),
  );
  return code;
}
const enter = (challenge: string, code: string, ip = freshAddress()) =>
  enterGuestCode(world.auth, { challenge, code }, { ...world.origin(), ip });
const outcome = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'in',
    (error: unknown) => String(Reflect.get(Object(error), 'code')),
  );
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
async function signedIn(at = house) {
  const challenge = await ask(at);
  return enter(challenge, await digits(challenge));
}
const sessionsOf = async (at: House) =>
  world.admin`select * from auth.guest_session where org_id = ${at.org.orgId}`;

describe('a guest', () => {
  test('signs in with the digits of a letter, for that restaurant and in the realm of guests', async () => {
    const tokens = await signedIn();
    const { customer, staff } = world.auth.realms;
    const claims = await verifyAccessToken(customer, tokens.accessToken, world.clock.now);
    expect(claims).toMatchObject({
      sub: house.guest.id,
      org: house.org.orgId,
      sid: tokens.sessionId,
      aud: 'toster-customer',
      amr: ['otp'],
      aal: 1,
    });
    expect(tokens.orgSlug).toBe(house.org.slug);
    await expect(
      verifyAccessToken(staff, tokens.accessToken, world.clock.now),
    ).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    const events = await world.admin`
      select action, source, actor_id from au.event
      where org_id = ${house.org.orgId} and rel = 'auth.guest_session'`;
    expect(events).toEqual([{ action: 'guest.signed_in', source: 'auth', actor_id: null }]);
  });

  test('is not let in by other digits, without digits, or with those of another letter', async () => {
    const other = await restaurant();
    const [mine, theirs] = [await ask(house), await ask(other)];
    const [code, foreign] = [await digits(mine), await digits(theirs)];
    expect(await outcome(enter(mine, wrong(code)))).toBe('CODE_WRONG');
    if (foreign !== code) expect(await outcome(enter(mine, foreign))).toBe('CODE_WRONG');
    expect(await outcome(enter(`g1.${other.org.orgId}.${mine.split('.')[2]}`, code))).toBe(
      'CODE_WRONG',
    );
    for (const nonsense of ['', 'g1', `g1.${newId()}.${newId()}`, `${mine} `, `'; --`])
      expect(await outcome(enter(nonsense, code))).toBe('CODE_WRONG');
    expect(await outcome(enter(mine, code))).toBe('in');
  });

  test('is not let in before the letter is written', async () => {
    const challenge = await ask(house);
    expect(await outcome(enter(challenge, '000000'))).toBe('CODE_WRONG');
  });

  test('uses digits once, also when they are sent twenty times at once', async () => {
    const challenge = await ask(house);
    const code = await digits(challenge);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => outcome(enter(challenge, code))),
    );
    expect(outcomes.filter((each) => each === 'in')).toHaveLength(1);
    expect(await sessionsOf(house)).toHaveLength(1);
    expect(await outcome(enter(challenge, code))).not.toBe('in');
  });

  test('uses them within ten minutes', async () => {
    const [early, late] = [await ask(house), await ask(house)];
    const [inTime, tooLate] = [await digits(early), await digits(late)];
    world.advance(10 * MINUTE - 1000);
    expect(await outcome(enter(early, inTime))).toBe('in');
    const challenge = await ask(house);
    const code = await digits(challenge);
    world.advance(10 * MINUTE);
    expect(await outcome(enter(challenge, code))).toBe('CODE_WRONG');
    // Digits that were used end those of every other letter.
    expect(await outcome(enter(late, tooLate))).toBe('CODE_WRONG');
  });

  test('whose address was changed since is not let in by a letter to the old one', async () => {
    const challenge = await ask(house);
    const code = await digits(challenge);
    await world.admin`
      update customer_contact set email = 'new@example.test', email_key = 'new@example.test'
      where customer_id = ${house.guest.id}`;
    expect(await outcome(enter(challenge, code))).toBe('CODE_WRONG');
  });

  test('of several with one address is the one who ordered last', async () => {
    const twin = await world.maintenance.run(house.org.orgId, note(), (tx) =>
      createCustomer(tx, house.place, { email: emailOf(house) }),
    );
    await world.admin`update customer set last_order_at = now() where id = ${twin.id}`;
    const { accountId } = await signedIn();
    expect(accountId).toBe(twin.id);
  });
});

describe('whoever guesses', () => {
  test('is looked at five times of sixty at once, and nobody else is kept out', async () => {
    const challenge = await ask(house);
    const code = await digits(challenge);
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, () => outcome(enter(challenge, wrong(code)))),
    );
    expect(outcomes.filter((each) => each === 'CODE_WRONG')).toHaveLength(5);
    expect(outcomes.filter((each) => each === 'TOO_MANY_ATTEMPTS')).toHaveLength(55);
    expect(await outcome(enter(challenge, code))).toBe('TOO_MANY_ATTEMPTS');
    expect(await outcome(signedIn())).toBe('in');
  });

  test('from one address is looked at five times, whatever they ask for', async () => {
    const ip = freshAddress();
    const outcomes = [];
    for (let index = 0; index < 6; index += 1)
      outcomes.push(await outcome(enter(`g1.${newId()}.${newId()}`, '123456', ip)));
    expect(outcomes).toEqual([
      ...Array.from({ length: 5 }, () => 'CODE_WRONG'),
      'TOO_MANY_ATTEMPTS',
    ]);
    expect(await outcome(enter(`g1.${newId()}.${newId()}`, '123456'))).toBe('CODE_WRONG');
  });

  test('learns of no address whether it is known', async () => {
    const before = await world.admin`select count(*)::int as count from outbox`;
    const unknown = await ask(house, 'nobody@example.test');
    expect(await world.admin`select count(*)::int as count from outbox`).toEqual(before);
    const known = await ask(house);
    const again = await ask(house);
    // Whatever two answers have in common, an answer about an address that is not known has in common with them too.
    const parts = [unknown, known, again].map((challenge) => challenge.split('.'));
    for (const place of [0, 1]) expect(new Set(parts.map((each) => each[place])).size).toBe(1);
    const letters = parts.map((each) => each[2] ?? '');
    expect(new Set(letters).size).toBe(3);
    // The times within the ids are those of the asking.
    expect(letters.toSorted()).toEqual(letters);
    expect(await outcome(enter(unknown, '123456'))).toBe('CODE_WRONG');
  });

  test('finds no restaurant that is not there', async () => {
    const nowhere = { slug: 'no-such-house', email: emailOf(house), language: 'en' } as const;
    const asked = askGuestCode(world.auth, nowhere, { ...world.origin(), ip: freshAddress() });
    expect(await outcome(asked)).toBe('NOT_FOUND');
  });

  test('is counted for the log of the restaurant that was asked, as nobody in particular', async () => {
    const challenge = await ask(house);
    const code = await digits(challenge);
    for (let index = 0; index < 2; index += 1) await outcome(enter(challenge, wrong(code)));
    await enter(challenge, code);
    const counted = await world.admin`
      select actor_id, reason, sum(count)::int as count from refusal
      where org_id = ${house.org.orgId} group by actor_id, reason`;
    expect(counted).toEqual([{ actor_id: house.org.orgId, reason: 'SIGN_IN_GUEST', count: 2 }]);
    const platform = () => world.admin`
      select coalesce(sum(count), 0)::int as count from refusal
      where org_id = ${PLATFORM_ORG_ID} and reason = 'SIGN_IN_GUEST'`;
    const before = Number(first(await platform())['count']);
    await outcome(enter(`g1.${house.org.orgId}.${newId()}`, code));
    expect(first(await platform())['count']).toBe(before + 1);
  });

  test('fills a mailbox with three letters in an hour, and only from that restaurant', async () => {
    const other = await restaurant();
    await world.admin`
      update customer_contact set email = ${emailOf(house)}, email_key = ${emailOf(house)}
      where customer_id = ${other.guest.id}`;
    for (let index = 0; index < 3; index += 1) await ask(house);
    expect(await outcome(ask(house))).toBe('TOO_MANY_ATTEMPTS');
    expect(await outcome(ask(house, 'someone.else@example.test'))).toBe('in');
    expect(await outcome(ask(other, emailOf(house)))).toBe('in');
  });
});

describe('the session of a guest', () => {
  const refresh = (refreshToken: string) =>
    rotateSession(world.auth, 'customer', { refreshToken }, world.origin());

  test('sent for renewal fifty times at once turns over once, and all get the same token', async () => {
    const { refreshToken } = await signedIn();
    const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(refreshToken)));
    const tokens = answers.map((answer) => (answer.ok ? answer.tokens.refreshToken : answer.cause));
    expect(new Set(tokens).size).toBe(1);
    const causes = answers.map(({ cause }) => cause);
    expect(causes.filter((cause) => cause === 'rotated')).toHaveLength(1);
    expect(first(await sessionsOf(house))['counter']).toBe(1);
  });

  test('is nothing to the staff’s realm, nor a staff session to this one', async () => {
    const guest = await signedIn();
    const staff = await world.signIn(await world.person());
    const crossed = [
      await rotateSession(
        world.auth,
        'staff',
        { refreshToken: guest.refreshToken },
        world.origin(),
      ),
      await refresh(staff.refreshToken),
    ];
    for (const answer of crossed) expect(answer).toMatchObject({ ok: false, cause: 'invalid' });
    await signOut(world.auth, 'staff', guest.refreshToken, world.origin());
    expect(await refresh(guest.refreshToken)).toMatchObject({ ok: true });
  });

  test('ends when a used token comes back, and the guest is told by mail', async () => {
    const { refreshToken } = await signedIn();
    await refresh(refreshToken);
    world.advance(21_000);
    expect(await refresh(refreshToken)).toMatchObject({ ok: false, cause: 'reuse' });
    expect(first(await sessionsOf(house))['revoke_reason']).toBe('reuse');
    const told = await world.admin`
      select payload from outbox where org_id = ${house.org.orgId} and topic = 'guest.token_reused'`;
    expect(told).toEqual([{ payload: { customerId: house.guest.id } }]);
  });

  test('slides for seven days at a time and never past ninety', async () => {
    const begun = world.clock.now;
    let { refreshToken } = await signedIn();
    for (let day = 6; day < 90; day += 6) {
      world.clock.now = begun + day * DAY;
      const answer = await refresh(refreshToken);
      if (!answer.ok) throw new Error(`over on day ${day}: ${answer.cause}`);
      ({ refreshToken } = answer.tokens);
      expect(answer.tokens.refreshExpiresAt).toBeLessThanOrEqual(begun + 90 * DAY);
    }
    world.clock.now = begun + 90 * DAY;
    expect(await refresh(refreshToken)).toMatchObject({ ok: false, cause: 'ended' });
    world.clock.now = begun;
  });

  test('ends with the address it was begun with, and by signing out', async () => {
    const [left, moved] = [await signedIn(), await signedIn()];
    await signOut(world.auth, 'customer', left.refreshToken, world.origin());
    expect(await refresh(left.refreshToken)).toMatchObject({ ok: false, cause: 'ended' });
    expect(await refresh(moved.refreshToken)).toMatchObject({ ok: true });
    await world.admin`
      update customer_contact set email = null, email_key = null where customer_id = ${house.guest.id}`;
    world.advance(1000);
    const [session] = await world.admin`
      select counter from auth.guest_session where id = ${moved.sessionId}`;
    expect(session?.['counter']).toBe(1);
    const answer = await refresh(moved.refreshToken);
    expect(answer).toMatchObject({ ok: false, cause: 'unentitled' });
  });
});
