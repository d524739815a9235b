import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerHealth, answerRefresh, answerSignIn, answerSignOut } from '../src/handlers.ts';
import { readSession, refreshForProxy } from '../src/session.ts';
import { callTrpc, codeOf, cookieHeaderOf, cookiesOf, ORDINARY, post } from './http-calls.ts';
import { type Kitchen, openKitchen, PASSWORD } from './kitchen.ts';

let kitchen: Kitchen;
let restaurant: Restaurant;
beforeAll(async () => {
  kitchen = await openKitchen();
  restaurant = await kitchen.restaurant(['owner']);
});
afterAll(() => kitchen.close());

const trpc = (path: string, body: string, headers?: Readonly<Record<string, string>>) =>
  callTrpc(kitchen.server, path, body, headers);

describe('sign-in', () => {
  const signIn = (body: unknown, headers?: Readonly<Record<string, string>>) =>
    answerSignIn(post('/api/auth/sign-in', JSON.stringify(body), headers), kitchen.server);

  test('sets the cookies of a session that works', async () => {
    const response = await signIn({ email: restaurant.members.owner.email, password: PASSWORD });
    expect(await response.json()).toMatchObject({ orgSlug: restaurant.org.slug });
    for (const line of cookiesOf(response))
      expect(line).toMatch(/^__Host-.*; Path=\/; .*HttpOnly; Secure; SameSite=Strict$/);
    const called = await trpc('session.get', '{}', {
      ...ORDINARY,
      cookie: cookieHeaderOf(response),
    });
    expect(called.status).toBe(200);
  });

  test('begins a session of its own whatever cookies somebody has planted before, and the planted one stays theirs', async () => {
    const thief = await kitchen.restaurant(['owner']);
    const theirs = await kitchen.signedIn(thief.members.owner);
    const cookie = `__Host-t_rt=${theirs.refreshToken}; __Host-t_at=${theirs.accessToken}; t_rt=${theirs.refreshToken}`;
    const response = await signIn(
      { email: restaurant.members.owner.email, password: PASSWORD },
      { ...ORDINARY, cookie },
    );
    const mine = cookieHeaderOf(response);
    expect(mine).not.toContain(theirs.sessionId);
    expect(mine).not.toContain(theirs.accessToken);
    const sessionOf = async (cookies: string) => {
      const answer = await trpc('session.get', '{}', { ...ORDINARY, cookie: cookies });
      const body = (await answer.json()) as { result: { data: { org: { slug: string } } } };
      return body.result.data.org.slug;
    };
    expect(await sessionOf(mine)).toBe(restaurant.org.slug);
    expect(await sessionOf(`__Host-t_at=${theirs.accessToken}`)).toBe(thief.org.slug);
  });

  test('is not confused by a cookie tossed in beside its own: two of one name are none', async () => {
    const own = await kitchen.signedIn(restaurant.members.owner);
    const stranger = await kitchen.restaurant(['owner']);
    const theirs = await kitchen.signedIn(stranger.members.owner);
    for (const cookie of [
      `__Host-t_at=${own.accessToken}; __Host-t_at=${theirs.accessToken}`,
      `__Host-t_at=${theirs.accessToken}; __Host-t_at=${own.accessToken}`,
      `t_at=${theirs.accessToken}`,
    ]) {
      const answer = await trpc('session.get', '{}', { ...ORDINARY, cookie });
      expect([cookie.length > 0, answer.status]).toEqual([true, 401]);
    }
    const tossed = `t_at=${theirs.accessToken}; __Host-t_at=${own.accessToken}`;
    expect((await trpc('session.get', '{}', { ...ORDINARY, cookie: tossed })).status).toBe(200);
  });

  test('by a wrong password and of nobody are the same refusal', async () => {
    const wrong = await signIn({ email: restaurant.members.owner.email, password: 'not this one' });
    const unknown = await signIn({ email: 'nobody@example.test', password: 'not this one' });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect([await codeOf(wrong), await codeOf(unknown)]).toEqual([
      'INVALID_CREDENTIALS',
      'INVALID_CREDENTIALS',
    ]);
    expect(cookiesOf(wrong)).toEqual([]);
  });

  test('takes nothing it did not ask for, and no form', async () => {
    const more = {
      email: restaurant.members.owner.email,
      password: PASSWORD,
      orgId: restaurant.org.orgId,
    };
    expect(await codeOf(await signIn(more))).toBe('INVALID_INPUT');
    expect(await codeOf(await signIn({}, { ...ORDINARY, 'content-type': 'text/plain' }))).toBe(
      'UNSUPPORTED_MEDIA',
    );
    expect(await codeOf(await signIn({}, { ...ORDINARY, origin: 'https://evil.test' }))).toBe(
      'CROSS_SITE',
    );
  });
});

describe('refresh and sign-out', () => {
  const signIn = () =>
    answerSignIn(
      post(
        '/api/auth/sign-in',
        JSON.stringify({ email: restaurant.members.owner.email, password: PASSWORD }),
      ),
      kitchen.server,
    );
  const refresh = (cookie: string) =>
    answerRefresh(post('/api/auth/refresh', '{}', { ...ORDINARY, cookie }), kitchen.server);

  test('a refresh answers with new cookies; two at once with the same refresh token', async () => {
    const cookie = cookieHeaderOf(await signIn());
    const [one, two] = await Promise.all([refresh(cookie), refresh(cookie)]);
    expect([one.status, two.status]).toEqual([200, 200]);
    const tokenOf = (response: Response) =>
      cookiesOf(response)
        .find((line) => line.startsWith('__Host-t_rt'))
        ?.split(';', 1)[0];
    expect(tokenOf(one)).toBe(tokenOf(two));
  });

  test('after sign-out neither token works and the browser holds none', async () => {
    const cookie = cookieHeaderOf(await signIn());
    const out = await answerSignOut(
      post('/api/auth/sign-out', '{}', { ...ORDINARY, cookie }),
      kitchen.server,
    );
    expect(cookiesOf(out).every((line) => line.includes('Max-Age=0'))).toBe(true);
    expect(await codeOf(await refresh(cookie))).toBe('UNAUTHENTICATED');
    for (const path of ['session.get', 'session.list', 'orders.list']) {
      const { status } = await trpc(path, '{}', { ...ORDINARY, cookie });
      expect({ path, status }).toEqual({ path, status: 401 });
    }
  });

  test('a refresh without a cookie is UNAUTHENTICATED', async () => {
    expect(await codeOf(await refresh(''))).toBe('UNAUTHENTICATED');
  });

  test('the proxy renews a session without an access token, once for a page full of requests', async () => {
    const cookie = cookieHeaderOf(await signIn());
    const refreshOnly = `theme=dark; ${cookie.split('; ').find((pair) => pair.startsWith('__Host-t_rt'))}`;
    const request = () =>
      new Request('http://console.test/orders', { headers: { cookie: refreshOnly } });
    const renewals = await Promise.all(
      Array.from({ length: 8 }, () => refreshForProxy(request(), kitchen.server)),
    );
    const [first] = renewals;
    expect(new Set(renewals.map((renewal) => renewal?.cookieHeader)).size).toBe(1);
    expect(first?.cookieHeader).toMatch(/^theme=dark; __Host-t_at=.+; __Host-t_rt=.+$/);
    expect(
      await readSession(new Headers({ cookie: first?.cookieHeader ?? '' }), kitchen.server),
    ).toMatchObject({ org: restaurant.org.orgId });
  });

  test('the proxy leaves a fresh session and a stranger alone', async () => {
    const cookie = cookieHeaderOf(await signIn());
    const ask = (headers: Readonly<Record<string, string>>) =>
      refreshForProxy(new Request('http://console.test/', { headers }), kitchen.server);
    expect(await ask({ cookie })).toBeNull();
    expect(await ask({})).toBeNull();
  });

  test('the proxy takes the cookies of a session that is over', async () => {
    const cookie = cookieHeaderOf(await signIn());
    await answerSignOut(post('/api/auth/sign-out', '{}', { ...ORDINARY, cookie }), kitchen.server);
    const refreshOnly = cookie.split('; ').find((pair) => pair.startsWith('__Host-t_rt')) ?? '';
    const renewal = await refreshForProxy(
      new Request('http://console.test/', { headers: { cookie: refreshOnly } }),
      kitchen.server,
    );
    expect(renewal?.cookieHeader).toBe('');
    expect(renewal?.setCookies.every((line) => line.includes('Max-Age=0'))).toBe(true);
  });
});

test('health is 200 when both pools answer, and tells nothing else', async () => {
  const response = await answerHealth(kitchen.server);
  expect([response.status, await response.json()]).toEqual([200, { status: 'ready' }]);
});
