import { readGuestChallenge } from '@toster/auth/guests/challenge';
import { newId } from '@toster/contracts/ids';
import {
  type GuestOrder,
  ZAskGuestCodeOutput,
  ZGuestOrdersOutput,
  ZGuestSelf,
} from '@toster/contracts/schemas/guest';
import { newGuestCode } from '@toster/crypto/guest-code';
import { createCustomer, type CustomerRow } from '@toster/db/testing/factories/customer';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { withTenant } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { answerAskGuestCode, answerEnterGuestCode } from '../src/guest-handlers.ts';
import { guestRouter } from '../src/guests/guest.router.ts';
import { answerGuestTrpc, answerRefresh, answerSignOut, answerTrpc } from '../src/handlers.ts';
import { codeOf, cookieHeaderOf, cookiesOf, ORDINARY, post } from './http-calls.ts';
import { type Kitchen, openKitchen, unmetered } from './kitchen.ts';

type House = Restaurant & { readonly guest: CustomerRow };

let kitchen: Kitchen;
let house: House;
let other: House;
beforeAll(async () => {
  kitchen = await openKitchen({ quotas: unmetered() });
});
// Three letters in an hour are all that go to one address.
beforeEach(async () => {
  [house, other] = [await open(), await open()];
});
afterAll(() => kitchen.close());

async function open(): Promise<House> {
  const made = await kitchen.restaurant(['owner', 'marketing']);
  const note = { action: 'demo.seeded', request: newId(), part: 0 };
  const guest = await kitchen.database.maintenance.run(made.org.orgId, note, (tx) =>
    createCustomer(tx, made.place, { name: 'Ганна', email: `guest-${newId()}@example.test` }),
  );
  return { ...made, guest };
}

let last = 0;
const from = (address = `198.51.100.${(last += 1)}`) => ({
  ...ORDINARY,
  'x-forwarded-for': address,
});
const ask = (body: unknown, headers: Readonly<Record<string, string>> = from()) =>
  answerAskGuestCode(post('/api/guest/ask-code', JSON.stringify(body), headers), kitchen.server);
const enter = (body: unknown, headers: Readonly<Record<string, string>> = from()) =>
  answerEnterGuestCode(
    post('/api/guest/enter-code', JSON.stringify(body), headers),
    kitchen.server,
  );
const questionOf = (at: House, email = at.guest.email) => ({
  slug: at.org.slug,
  email,
  language: 'de',
});

/** What the worker would write into the letter. */
async function digits(challenge: string): Promise<string> {
  const { orgId, codeId } = readGuestChallenge(challenge) ?? { orgId: '', codeId: '' };
  const { code, digest } = newGuestCode(kitchen.database.worker.keys, codeId);
  const action = {
    action: 'guest.code_asked',
    request: newId(),
    source: 'worker',
    caps: {},
  } as const;
  await withTenant(kitchen.database.worker, { kind: 'worker', org: orgId, ...action }, (tx) =>
    tx.execute(sql`select * from app.keep_guest_code(${codeId}, ${digest})`),
  );
  return code;
}
async function cookieOf(at: House): Promise<string> {
  const { challenge } = ZAskGuestCodeOutput.parse(await (await ask(questionOf(at))).json());
  return cookieHeaderOf(await enter({ challenge, code: await digits(challenge) }));
}
const trpc = (path: string, input: unknown, cookie: string, headers = ORDINARY) =>
  answerGuestTrpc(
    post(`/api/guest/trpc/${path}`, JSON.stringify(input), { ...headers, cookie }),
    kitchen.server,
  );
async function read<S extends z.ZodType>(
  path: string,
  input: unknown,
  cookie: string,
  schema: S,
): Promise<z.output<S>> {
  const body = z
    .object({ result: z.object({ data: z.unknown() }) })
    .parse(await (await trpc(path, input, cookie)).json());
  return schema.parse(body.result.data);
}

describe('what guests call', () => {
  const paths = Object.entries(
    guestRouter._def.procedures as unknown as Readonly<
      Record<
        string,
        { _def: { meta?: { access?: { audience: string; event: string | null } }; type: string } }
      >
    >,
  );

  test.each(paths)(
    '%s declares that it is for guests, and its event where it changes something',
    (_, { _def }) => {
      expect(_def.meta?.access?.audience).toBe('customer');
      if (_def.type === 'mutation') expect(_def.meta?.access?.event).not.toBeNull();
    },
  );

  test.each(paths)(
    '%s takes nothing it does not know, and nobody without a session',
    async (path) => {
      const cookie = await cookieOf(house);
      const odd = await trpc(path, { surplus: 1 }, cookie);
      expect([odd.status, await codeOf(odd)]).toEqual([400, 'INVALID_INPUT']);
      const nobody = await trpc(path, {}, '');
      expect([nobody.status, await codeOf(nobody)]).toEqual([401, 'UNAUTHENTICATED']);
    },
  );
});

describe('a guest who has signed in', () => {
  test('sees what the restaurant knows of them, and of nobody else', async () => {
    const cookie = await cookieOf(house);
    const self = await read('self', {}, cookie, ZGuestSelf);
    expect(self).toMatchObject({
      name: 'Ганна',
      email: house.guest.email,
      consents: [],
    });
    expect(self.org.slug).toBe(house.org.slug);
    const theirs = await read('self', {}, await cookieOf(other), ZGuestSelf);
    expect(theirs.email).toBe(other.guest.email);
  });

  test('sees their own orders, page by page, each once', async () => {
    for (let index = 0; index < 23; index += 1)
      await kitchen.order(house, {
        customer: house.guest,
        placedAt: new Date(1.7e12 + index * 6e4),
      });
    await kitchen.order(house, { customer: house.customer });
    const cookie = await cookieOf(house);
    const all: GuestOrder[] = [];
    for (const [length, hasMore] of [
      [10, true],
      [10, true],
      [3, false],
    ] as const) {
      const end = all.at(-1);
      const after = end === undefined ? {} : { after: end.id };
      const page = await read('orders', after, cookie, ZGuestOrdersOutput);
      expect([page.orders.length, page.hasMore]).toEqual([length, hasMore]);
      all.push(...page.orders);
    }
    expect(new Set(all.map(({ id }) => id)).size).toBe(23);
    expect(all.map(({ placedAt }) => placedAt)).toEqual(
      all
        .map(({ placedAt }) => placedAt)
        .toSorted()
        .toReversed(),
    );
    expect(all[0]?.lines.length).toBeGreaterThan(0);
  });

  test('says yes and takes it back as easily; each is kept with its text, channel and time', async () => {
    const cookie = await cookieOf(house);
    const decide = (given: boolean) =>
      read(
        'decideConsent',
        { purpose: 'news_email', given, textVersion: '2026-11', language: 'de' },
        cookie,
        ZGuestSelf,
      );
    expect((await decide(true)).consents).toMatchObject([{ purpose: 'news_email', given: true }]);
    await decide(true);
    expect((await decide(false)).consents).toMatchObject([{ purpose: 'news_email', given: false }]);
    const rows = await kitchen.admin`
      select given, text_version, language, channel from consent where customer_id = ${house.guest.id} order by created_at`;
    const read_ = { text_version: '2026-11', language: 'de', channel: 'guest_page' };
    expect(rows).toEqual([
      { given: true, ...read_ },
      { given: false, ...read_ },
    ]);
    const changed = kitchen.admin`update consent set given = true where customer_id = ${house.guest.id}`;
    await expect(changed).rejects.toThrow('immutable');
    const actions = await kitchen.admin`
      select action from au.event where rel = 'consent' and org_id = ${house.org.orgId} order by cap_seq`;
    expect(actions.map(({ action }) => action as string)).toEqual([
      'consent.given',
      'consent.withdrawn',
    ]);
  });

  test('agrees to no text that was never shown', async () => {
    const cookie = await cookieOf(house);
    for (const change of [
      { textVersion: '1999-01' },
      { purpose: 'profiling' },
      { language: 'la' },
    ]) {
      const input = { purpose: 'news_email', given: true, textVersion: '2026-11', language: 'en' };
      expect(await codeOf(await trpc('decideConsent', { ...input, ...change }, cookie))).toBe(
        'INVALID_INPUT',
      );
    }
  });

  test('is out at once when the session ends, with a token that is still good', async () => {
    const cookie = await cookieOf(house);
    await answerSignOut(
      post('/api/guest/sign-out', '{}', { ...ORDINARY, cookie }),
      kitchen.server,
      'customer',
    );
    const after = await trpc('self', {}, cookie);
    expect([after.status, await codeOf(after)]).toEqual([401, 'STALE']);
  });

  test('may call a hundred and twenty times a minute', async () => {
    const cookie = await cookieOf(house);
    const answers = await Promise.all(Array.from({ length: 121 }, () => trpc('self', {}, cookie)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(1);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await trpc('self', {}, await cookieOf(house))).status).toBe(200);
  });
});

describe('between the realms', () => {
  test('a guest’s cookies are nothing to the staff’s API, under either name', async () => {
    const cookie = await cookieOf(house);
    for (const spelt of [cookie, cookie.replaceAll('tc_', 't_')]) {
      const answer = await answerTrpc(
        post('/api/trpc/session.get', '{}', { ...ORDINARY, cookie: spelt }),
        kitchen.server,
      );
      expect(answer.status).toBe(401);
      const refreshed = await answerRefresh(
        post('/api/auth/refresh', '{}', { ...ORDINARY, cookie: spelt }),
        kitchen.server,
      );
      expect(refreshed.status).toBe(401);
    }
    expect((await trpc('self', {}, cookie)).status).toBe(200);
  });

  test('the staff’s cookies are nothing to the guests’ API, under either name', async () => {
    const { accessToken, refreshToken } = await kitchen.signedIn(house.members.owner);
    for (const name of ['t', 'tc']) {
      const cookie = `__Host-${name}_at=${accessToken}; __Host-${name}_rt=${refreshToken}`;
      expect((await trpc('self', {}, cookie)).status).toBe(401);
      const refreshed = await answerRefresh(
        post('/api/guest/refresh', '{}', { ...ORDINARY, cookie }),
        kitchen.server,
        'customer',
      );
      expect(refreshed.status).toBe(401);
    }
  });

  test('procedures of one are not found in the other', async () => {
    const cookie = await cookieOf(house);
    expect((await trpc('session.get', {}, cookie)).status).toBe(404);
    const owner = await kitchen.call(house.members.owner, 'self');
    expect(owner.status).toBe(404);
  });
});

describe('asking and entering', () => {
  test('set cookies of their own names, of this host alone, that no script reads', async () => {
    const { challenge } = ZAskGuestCodeOutput.parse(await (await ask(questionOf(house))).json());
    const response = await enter({ challenge, code: await digits(challenge) });
    expect(response.headers.get('cache-control')).toBe('no-store, private');
    const lines = cookiesOf(response);
    expect(lines.map((line) => line.split('=', 1)[0])).toEqual(['__Host-tc_at', '__Host-tc_rt']);
    for (const line of lines)
      expect(line).toMatch(/; Path=\/; .*HttpOnly; Secure; SameSite=Strict$/);
  });

  test('answer alike for an address that is known and one that is not, in body, head and time', async () => {
    const times: Record<string, number[]> = { known: [], unknown: [] };
    for (let round = 0; round < 6; round += 1) {
      const at = await open();
      for (const [who, email] of [
        ['known', at.guest.email],
        ['unknown', `nobody-${newId()}@example.test`],
      ] as const) {
        const start = performance.now();
        const response = await ask(questionOf(at, email));
        times[who]?.push(performance.now() - start);
        const body = ZAskGuestCodeOutput.strict().parse(await response.json());
        expect(body.challenge).toMatch(/^g1\.[0-9a-f-]{36}\.[0-9a-f-]{36}$/);
        expect(response.status).toBe(200);
        expect([...response.headers.keys()].sort()).toEqual(['cache-control', 'content-type']);
      }
    }
    const medians = Object.values(times).map((values) => values.sort((a, b) => a - b)[3] ?? 0);
    expect(Math.min(...medians)).toBeGreaterThan(240);
    expect(Math.abs((medians[0] ?? 0) - (medians[1] ?? 0))).toBeLessThan(100);
  });

  test('come from our own pages only', async () => {
    const body = JSON.stringify(questionOf(house));
    for (const change of [
      { origin: 'https://elsewhere.test' },
      { 'sec-fetch-site': 'cross-site' },
      { 'x-toster-csrf': '0' },
    ]) {
      const response = await answerAskGuestCode(
        post('/api/guest/ask-code', body, { ...from(), ...change }),
        kitchen.server,
      );
      expect(await codeOf(response)).toBe('CROSS_SITE');
    }
  });
});
