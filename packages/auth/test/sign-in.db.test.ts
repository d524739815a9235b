import { PLATFORM_ORG_ID } from '@toster/contracts/ids';
import { hash } from '@node-rs/argon2';
import { AppError } from '@toster/contracts/errors';
import { hmacSha256 } from '@toster/crypto/hmac';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyAccessToken } from '../src/access-token.ts';
import type { Auth } from '../src/auth.ts';
import { PasswordHasher } from '../src/password.ts';
import { revokeSessions } from '../src/revoke-sessions.ts';
import { rotateSession } from '../src/rotate-session.ts';
import { signIn } from '../src/sign-in.ts';
import { switchOrg } from '../src/switch-org.ts';
import { ringOf } from './keys.ts';
import { first, freshAddress, openWorld, PASSWORD, type World } from './world.ts';

const DAY = 86_400_000;

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => world.close());

/** From an address of its own, so that one test's failures are not another's. */
const attempt = (
  email: string,
  password = PASSWORD,
  auth: Auth = world.auth,
  address = freshAddress(),
) => signIn(auth, 'staff', { email, password }, world.origin(address));

async function refused(attempted: Promise<unknown>): Promise<void> {
  const error: unknown = await attempted.then(
    () => 'signed in',
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({ code: 'INVALID_CREDENTIALS', details: {} });
}

describe('the right password', () => {
  test('starts a session whose tokens verify and whose row says where from', async () => {
    const person = await world.person();
    const tokens = await attempt(person.email, PASSWORD, world.auth, '192.0.2.7');
    const claims = await verifyAccessToken(
      world.auth.realms.staff,
      tokens.accessToken,
      world.clock.now,
    );
    const [org] = person.orgs;
    expect(claims).toMatchObject({
      sub: person.account.id,
      sid: tokens.sessionId,
      org: org?.orgId,
      cell: 'eu-1',
      epoch: first(person.members).epoch,
      aal: 1,
      amr: ['pwd'],
    });
    expect(claims.auth_time).toBe(Math.floor(world.clock.now / 1000));
    expect(tokens).toMatchObject({
      accountId: person.account.id,
      orgSlug: org?.slug,
      refreshExpiresAt: world.clock.now + 7 * DAY,
    });
    const [row] = await world.admin`
      select realm, cell, counter, ip, device_label, revoked_at, extract(epoch from absolute_expires_at) * 1000 as absolute_end
      from auth.session where id = ${tokens.sessionId}`;
    expect(row).toMatchObject({
      realm: 'staff',
      cell: 'eu-1',
      counter: 0,
      ip: '192.0.2.7',
      device_label: 'Firefox on Linux',
      revoked_at: null,
    });
    expect(Number(row?.['absolute_end'])).toBe(world.clock.now + 30 * DAY);
  });

  test('is enough however the address is written', async () => {
    const person = await world.person();
    await expect(attempt(`  ${person.email.toUpperCase()} `)).resolves.toMatchObject({
      accountId: person.account.id,
    });
  });

  test('is an event of every organisation of the person, and of no other', async () => {
    const [person, stranger] = [await world.person({ orgs: 2 }), await world.person()];
    const { sessionId } = await attempt(person.email);
    const events =
      await world.admin`select org_id, action from au.event where row_id = ${sessionId}`;
    expect(new Set(events.map((event) => event['org_id']))).toEqual(
      new Set(person.orgs.map((org) => org.orgId)),
    );
    expect(events.every((event) => event['action'] === 'session.started')).toBe(true);
    expect(events.some((event) => event['org_id'] === first(stranger.orgs).orgId)).toBe(false);
  });
});

describe('the organisation', () => {
  test('is the one joined first, and afterwards the one used last', async () => {
    const person = await world.person({ orgs: 3 });
    const [a, , c] = person.orgs;
    const session = await attempt(person.email);
    expect(session.orgId).toBe(a?.orgId);
    world.advance(1_000);
    const caller = {
      accountId: person.account.id,
      sessionId: session.sessionId,
      orgId: c?.orgId ?? '',
    };
    await switchOrg(world.auth, 'staff', caller, world.origin());
    world.advance(1_000);
    expect((await attempt(person.email)).orgId).toBe(c?.orgId);
  });

  test('is never one the person has left', async () => {
    const person = await world.person({ orgs: 2 });
    const [a, b] = person.orgs;
    await attempt(person.email);
    await world.admin`update membership set status = 'removed' where org_id = ${a?.orgId ?? ''}`;
    expect((await attempt(person.email)).orgId).toBe(b?.orgId);
  });
});

describe('the same refusal', () => {
  test('meets an unknown address and a wrong password', async () => {
    const person = await world.person();
    await refused(attempt('nobody@example.test'));
    await refused(attempt(person.email, `${PASSWORD}.`));
    await refused(attempt(person.email, ''));
    await refused(attempt(`${person.email}' or '1'='1`));
    await expect(attempt(person.email)).resolves.toMatchObject({ accountId: person.account.id });
  });

  test('meets a suspended account, a suspended membership and an account of no organisation', async () => {
    await refused(attempt((await world.person({ status: 'suspended' })).email));
    await refused(attempt((await world.person({ member: 'suspended' })).email));
    await refused(attempt((await world.person({ orgs: 0 })).email));
  });

  test('meets an account without a password', async () => {
    const person = await world.person();
    await world.admin`delete from auth.password where account_id = ${person.account.id}`;
    await refused(attempt(person.email));
  });

  test('leaves no session behind', async () => {
    const person = await world.person({ status: 'suspended' });
    await refused(attempt(person.email));
    expect(
      await world.admin`select 1 from auth.session where account_id = ${person.account.id}`,
    ).toHaveLength(0);
  });

  test('is counted by the minute in every organisation of the account, or on the platform', async () => {
    const person = await world.person({ orgs: 2 });
    for (let attempts = 0; attempts < 3; attempts++) await refused(attempt(person.email, 'wrong'));
    await refused(attempt('nobody-at-all@example.test'));
    const counted = async (orgId: string) => {
      const rows = await world.admin<{ actor_id: string; count: number }[]>`
        select actor_id, sum(count)::int as count from refusal where org_id = ${orgId} and reason = 'SIGN_IN' group by actor_id`;
      return rows.map(({ actor_id, count }) => [actor_id, count]);
    };
    for (const { orgId } of person.orgs) {
      const [member] = await world.admin<{ id: string }[]>`
        select id from membership where org_id = ${orgId} and account_id = ${person.account.id}`;
      expect(await counted(orgId)).toEqual([[member?.id, 3]]);
    }
    const [[actor, count] = []] = await counted(PLATFORM_ORG_ID);
    expect(actor).toBe(PLATFORM_ORG_ID);
    expect(count).toBeGreaterThan(0);
  });

  test('takes the same time whatever its reason', async () => {
    const [active, suspended] = [await world.person(), await world.person({ status: 'suspended' })];
    const cases = {
      unknown: ['nobody@example.test', 'wrong'],
      wrong: [active.email, 'wrong'],
      suspended: [suspended.email, 'wrong'],
    } as const;
    const times: Record<keyof typeof cases, number[]> = { unknown: [], wrong: [], suspended: [] };
    for (let round = 0; round < 15; round++) {
      for (const name of ['unknown', 'wrong', 'suspended'] as const) {
        const [email, password] = cases[name];
        const start = performance.now();
        await refused(attempt(email, password));
        times[name].push(performance.now() - start);
      }
    }
    const medians = Object.values(times).map((values) => values.sort((a, b) => a - b)[7] ?? 0);
    expect(Math.max(...medians) / Math.min(...medians)).toBeLessThan(3);
  });
});

describe('a password', () => {
  test('changed between look-up and session starts none', async () => {
    const person = await world.person();
    const { phc, pepperKid } = await world.passwords.hash('another passphrase');
    class ChangedMeanwhile extends PasswordHasher {
      override async verify(...input: Parameters<PasswordHasher['verify']>): Promise<boolean> {
        await world.admin`update auth.password set phc = ${phc}, pepper_kid = ${pepperKid}, version = version + 1 where account_id = ${person.account.id}`;
        return super.verify(...input);
      }
    }
    const passwords = new ChangedMeanwhile(ringOf('p-1', 9));
    await refused(attempt(person.email, PASSWORD, { ...world.auth, passwords }));
    await expect(attempt(person.email, 'another passphrase')).resolves.toMatchObject({
      accountId: person.account.id,
    });
  });

  test('hashed at a lower cost is hashed anew on the way in', async () => {
    const person = await world.person();
    const peppered = hmacSha256(ringOf('p-1', 9).signing.key, PASSWORD).toString('base64url');
    const weaker = await hash(peppered, { memoryCost: 9216, timeCost: 2 });
    await world.admin`update auth.password set phc = ${weaker} where account_id = ${person.account.id}`;
    await attempt(person.email);
    const [row] =
      await world.admin`select phc from auth.password where account_id = ${person.account.id}`;
    expect(row?.['phc']).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await expect(attempt(person.email)).resolves.toMatchObject({ accountId: person.account.id });
  });
});

test('nothing that could be replayed is stored, and a used token in the log is a used token no longer valid', async () => {
  const person = await world.person();
  const signedIn = await attempt(person.email);
  const rotation = await rotateSession(
    world.auth,
    'staff',
    { refreshToken: signedIn.refreshToken },
    world.origin(),
  );
  if (!rotation.ok) throw rotation.error;
  world.advance(DAY);
  await rotateSession(world.auth, 'staff', { refreshToken: signedIn.refreshToken }, world.origin());
  await revokeSessions(
    world.auth,
    'staff',
    { accountId: person.account.id, scope: 'all', reason: 'by_person' },
    world.origin(),
  );

  const tables = [
    'auth.account',
    'auth.password',
    'auth.session',
    'auth.outbox',
    'au.event',
    'au.event_other',
    'au.disclosure',
  ];
  const everything = (
    await Promise.all(
      tables.map((table) =>
        world.admin.unsafe(
          `select coalesce(json_agg(to_jsonb(t))::text, '') as text from ${table} t`,
        ),
      ),
    )
  )
    .map((rows) => String(rows[0]?.['text']))
    .join('\n');
  expect(everything).toContain(signedIn.sessionId);

  for (const { accessToken, refreshToken } of [signedIn, rotation.tokens]) {
    const mac = refreshToken.split('.').at(-1) ?? '';
    const signature = accessToken.split('.').at(-1) ?? '';
    for (const secret of [
      accessToken,
      refreshToken,
      mac,
      signature,
      ...[mac, signature].map((text) => Buffer.from(text, 'base64url').toString('hex')),
    ]) {
      expect(secret.length).toBeGreaterThan(40);
      expect(everything).not.toContain(secret);
    }
  }
  expect(everything).not.toContain(PASSWORD);
  const log =
    await world.admin`select coalesce(json_agg(to_jsonb(e))::text, '') as text from au.event e`;
  expect(String(log[0]?.['text'])).not.toContain('$argon2id$');
});
