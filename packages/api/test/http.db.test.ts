import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BODY_LIMIT_BYTES, readJsonText } from '../src/guard.ts';
import {
  answerHealth,
  answerRefresh,
  answerSignIn,
  answerSignOut,
  answerTrpc,
  MAX_BATCH_SIZE,
} from '../src/handlers.ts';
import { readSession, refreshForProxy } from '../src/session.ts';
import { type Kitchen, openKitchen, PASSWORD } from './kitchen.ts';

let kitchen: Kitchen;
let restaurant: Restaurant;
beforeAll(async () => {
  kitchen = await openKitchen();
  restaurant = await kitchen.restaurant(['owner']);
});
afterAll(() => kitchen.close());

const ORDINARY = { host: 'console.test', 'content-type': 'application/json', 'x-toster-csrf': '1' };

const post = (path: string, body: string, headers: Readonly<Record<string, string>> = ORDINARY) =>
  new Request(`http://console.test${path}`, { method: 'POST', headers, body });
const trpc = (path: string, body: string, headers?: Readonly<Record<string, string>>) =>
  answerTrpc(post(`/api/trpc/${path}`, body, headers), kitchen.server);
const codeOf = async (response: Response): Promise<unknown> => {
  const body: unknown = await response.json();
  const [first] = Array.isArray(body) ? body : [body];
  const { error, code } = first as { error?: { data: { code: string } }; code?: string };
  return error?.data.code ?? code;
};
const cookiesOf = (response: Response) => response.headers.getSetCookie();
const cookieHeaderOf = (response: Response) =>
  cookiesOf(response)
    .map((line) => line.split(';', 1)[0])
    .join('; ');

describe('a call', () => {
  test('of nobody is UNAUTHENTICATED', async () => {
    const response = await trpc('session.get', '{}');
    expect([response.status, await codeOf(response)]).toEqual([401, 'UNAUTHENTICATED']);
  });

  test('of an unknown procedure is NOT_FOUND', async () => {
    const response = await trpc('orders.explode', '{}');
    expect([response.status, await codeOf(response)]).toEqual([404, 'NOT_FOUND']);
  });

  test.each([
    ['a form', 'application/x-www-form-urlencoded', 'input={}'],
    [
      'a multipart form',
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="id"\r\n\r\n1\r\n--x--',
    ],
    ['plain text', 'text/plain', '{}'],
    ['bytes', 'application/octet-stream', '{}'],
  ])('by %s is UNSUPPORTED_MEDIA', async (_name, type, body) => {
    const response = await trpc('session.get', body, { ...ORDINARY, 'content-type': type });
    expect([response.status, await codeOf(response)]).toEqual([415, 'UNSUPPORTED_MEDIA']);
  });

  test('without a body that is JSON is INVALID_INPUT', async () => {
    const token = await kitchen.accessToken(restaurant.members.owner);
    const response = await trpc('session.get', '{"a"', {
      ...ORDINARY,
      cookie: `__Host-t_at=${token}`,
    });
    expect([response.status, await codeOf(response)]).toEqual([400, 'INVALID_INPUT']);
  });

  test('over 1 MiB is PAYLOAD_TOO_LARGE, announced or not', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(BODY_LIMIT_BYTES) });
    const announced = await trpc('audit.search', '{}', {
      ...ORDINARY,
      'content-length': String(BODY_LIMIT_BYTES + 1),
    });
    const streamed = await trpc('audit.search', body);
    expect([await codeOf(announced), await codeOf(streamed)]).toEqual([
      'PAYLOAD_TOO_LARGE',
      'PAYLOAD_TOO_LARGE',
    ]);
  });

  test('nested more than thirty-two deep is TOO_DEEP before anybody parses it; brackets in a text are text', async () => {
    const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(await codeOf(await trpc('session.get', nested(32)))).not.toBe('TOO_DEEP');
    for (const body of [nested(33), `{"a":"\\"","b":${nested(32)}}`, '['.repeat(500_000)])
      expect(await codeOf(await trpc('session.get', body))).toBe('TOO_DEEP');
    const text = JSON.stringify({ text: `${'['.repeat(5_000)}"\\{` });
    expect(await codeOf(await trpc('session.get', text))).not.toBe('TOO_DEEP');
    const started = performance.now();
    await trpc('session.get', `"${'\\"'.repeat(400_000)}`);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  test('that does not arrive is given up in time', async () => {
    const stalled = new ReadableStream({ start: (body) => body.enqueue(Buffer.from('{')) });
    const request = new Request('http://console.test/api/trpc/session.get', {
      method: 'POST',
      headers: ORDINARY,
      body: stalled,
      duplex: 'half',
    });
    await expect(readJsonText(request, 50)).rejects.toMatchObject({ code: 'TOO_SLOW' });
    expect(await readJsonText(post('/x', '{"a":1}'), 50)).toBe('{"a":1}');
  });

  test('may carry ten others, not eleven', async () => {
    const batch = (size: number) =>
      trpc(`${Array(size).fill('session.get').join(',')}?batch=1`, '{}');
    expect(await codeOf(await batch(MAX_BATCH_SIZE))).toBe('UNAUTHENTICATED');
    expect(await codeOf(await batch(MAX_BATCH_SIZE + 1))).toBe('TOO_MANY_IN_BATCH');
    expect(await codeOf(await trpc(`${','.repeat(5_000)}?batch=1`, '{}'))).toBe(
      'TOO_MANY_IN_BATCH',
    );
  });

  test('by GET is refused: inputs do not belong in addresses', async () => {
    const request = new Request('http://console.test/api/trpc/session.get?input={}', {
      headers: ORDINARY,
    });
    expect((await answerTrpc(request, kitchen.server)).status).toBe(405);
  });

  test.each([
    ['without our header', { 'x-toster-csrf': '' }],
    ['from another origin', { origin: 'https://evil.test' }],
    ['from a sandboxed page', { origin: 'null' }],
    ['from a sibling site', { 'sec-fetch-site': 'same-site' }],
    ['from another site', { 'sec-fetch-site': 'cross-site' }],
  ])('%s is CROSS_SITE', async (_name, headers) => {
    const response = await trpc('session.get', '{}', { ...ORDINARY, ...headers });
    expect([response.status, await codeOf(response)]).toEqual([403, 'CROSS_SITE']);
  });

  test('from our own page passes', async () => {
    const headers = {
      ...ORDINARY,
      origin: 'https://console.test',
      'sec-fetch-site': 'same-origin',
    };
    expect(await codeOf(await trpc('session.get', '{}', headers))).toBe('UNAUTHENTICATED');
  });

  test('is never stored by anybody between', async () => {
    const answer = await kitchen.call(restaurant.members.owner, 'session.get');
    expect(answer.response.headers.get('cache-control')).toContain('no-store');
  });

  test('never streams, whatever it accepts', async () => {
    const token = await kitchen.accessToken(restaurant.members.owner);
    const headers = {
      ...ORDINARY,
      cookie: `__Host-t_at=${token}`,
      'trpc-accept': 'application/jsonl',
    };
    const response = await trpc('session.get?batch=1', '{"0":{}}', headers);
    expect(response.headers.get('content-type')).toBe('application/json');
  });
});

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
