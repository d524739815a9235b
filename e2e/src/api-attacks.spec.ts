import type { APIRequestContext } from '@playwright/test';
import { answerOf, call, firstLocation } from './support/api.ts';
import { OWN_SITE, signIn } from './support/session.ts';
import { expect, test } from './support/test.ts';

const OWNER = 'owner@diner-austin.demo';
const JSON_TYPE = { 'content-type': 'application/json' } as const;

/** Words of the machine that no answer may contain. */
const INNER =
  /select |insert into|update .* set|relation |column |constraint|violates|sqlstate|postgres|drizzle|node_modules|\.ts:\d|\.js:\d|\bat \w+ \(|stack/i;

test.beforeEach(({ request }) => signIn(request, OWNER));

function post(
  request: APIRequestContext,
  path: string,
  data: string,
  headers: Readonly<Record<string, string>>,
) {
  return request.post(path, { headers, data });
}

test('an ordinary call succeeds: what follows is refused for its fault alone', async ({
  request,
}) => {
  expect((await call(request, 'session.get')).status).toBe(200);
  const batch = await post(
    request,
    '/api/trpc/session.get,session.list?batch=1',
    '{"0":{},"1":{}}',
    {
      ...OWN_SITE,
      ...JSON_TYPE,
    },
  );
  expect(batch.status()).toBe(200);
});

for (const [fault, headers] of [
  ['without our header', {}],
  ['with a foreign origin', { ...OWN_SITE, origin: 'https://evil.example' }],
  ['from a sandboxed page', { ...OWN_SITE, origin: 'null' }],
  ['from another site', { ...OWN_SITE, 'sec-fetch-site': 'cross-site' }],
] as const) {
  test(`a call ${fault} is refused`, async ({ request }) => {
    for (const path of ['/api/trpc/session.get', '/api/auth/sign-out', '/api/auth/refresh']) {
      const response = await post(request, path, '{}', { ...JSON_TYPE, ...headers });
      expect([path, response.status()]).toEqual([path, 403]);
      expect(await response.text()).toContain('CROSS_SITE');
    }
    expect((await call(request, 'session.get')).status).toBe(200);
  });
}

for (const type of [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
]) {
  test(`a post of ${type} is 415`, async ({ request }) => {
    for (const path of ['/api/trpc/session.get', '/api/auth/sign-in']) {
      const response = await post(request, path, '{}', { ...OWN_SITE, 'content-type': type });
      expect([path, response.status()]).toEqual([path, 415]);
    }
  });
}

test('ten calls travel together, eleven do not', async ({ request }) => {
  const batch = (size: number) => {
    const inputs = Object.fromEntries(Array.from({ length: size }, (_, index) => [index, {}]));
    const names = Array(size).fill('session.get').join(',');
    const headers = { ...OWN_SITE, ...JSON_TYPE };
    return post(request, `/api/trpc/${names}?batch=1`, JSON.stringify(inputs), headers);
  };
  expect((await batch(10)).status()).toBe(200);
  const eleven = await batch(11);
  expect(eleven.status()).toBe(400);
  expect(await eleven.text()).toContain('TOO_MANY_IN_BATCH');
});

test('a body over one mebibyte is 413', async ({ request }) => {
  const text = 'x'.repeat(1024 * 1024 + 1);
  const { status, error } = await call(request, 'audit.search', { text });
  expect([status, error?.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  const signIn = await request.post('/api/auth/sign-in', {
    headers: OWN_SITE,
    data: { email: OWNER, password: text },
  });
  expect(signIn.status()).toBe(413);
});

test('inputs by GET are refused', async ({ request }) => {
  const response = await request.get('/api/trpc/session.get?input=%7B%7D', { headers: OWN_SITE });
  expect(response.status()).toBe(405);
});

test('hostile inputs are answered by their rule, and say nothing of what is inside', async ({
  request,
}) => {
  const { id: locationId } = await firstLocation(request);
  const id = crypto.randomUUID();
  const hostile: readonly [string, unknown, number][] = [
    ['orders.list', { orgId: id }, 400],
    ['orders.list', { locationId, limit: 1e9 }, 400],
    ['orders.get', { id, __proto__: null, role: 'owner' }, 400],
    ['orders.get', { id: `${id}' or '1'='1` }, 400],
    ['orders.get', { id: [id] }, 400],
    ['orders.get', { id: { $ne: null } }, 400],
    ['orders.get', { id }, 404],
    ['orders.list', { locationId, cursor: 'AAAA' }, 400],
    ['orders.list', { locationId, from: '0000-00-00' }, 400],
    ['audit.search', { rel: 'au.event; drop table au.event' }, 400],
    ['audit.search', { row: `x' union select 1 --` }, 400],
    ['audit.search', { text: `%' union select phc from auth.password --` }, 200],
    ['audit.search', { text: String.raw`\%_'"$$;--` }, 200],
    ['audit.search', { text: 'nul\u0000' }, 400],
    ['audit.search', { address: '127.0.0.1/8' }, 400],
    ['audit.request', { requestId: '../../etc/passwd' }, 400],
    ['audit.request', { requestId: 'no-such-request' }, 404],
    ['audit.history', { kind: 'password', id }, 400],
    ['audit.history', { kind: 'menu_item', id: `${id}' or 1=1 --` }, 400],
    ['audit.history', { kind: 'menu_item', id }, 404],
    ['audit.viewings', { kind: 'menu_item', id }, 404],
    ['menu.list', { locationId: id }, 404],
    ['menu.setAvailability', { id, available: 'yes' }, 400],
    ['menu.priceItem', { id, priceMinor: -1 }, 400],
    ['menu.priceItem', { id, priceMinor: Number.MAX_SAFE_INTEGER }, 400],
    ['session.switchOrg', { orgId: id }, 404],
    ['session.nothing', {}, 404],
    ['constructor', {}, 404],
    ['__proto__.get', {}, 404],
  ];
  for (const [path, input, status] of hostile) {
    const answer = await call(request, path, input);
    expect([path, input, answer.status]).toEqual([path, input, status]);
    if (status !== 200) {
      expect(answer.text).not.toMatch(INNER);
      expect(answer.error?.requestId).toMatch(/^[\w-]+$/);
    }
  }
});

test('bodies that are no JSON are refused without a word about why', async ({ request }) => {
  for (const body of ['', '{', '[]', 'null', '"x"', '{"0":', '\u0000', '{"id":1}'.repeat(3)]) {
    const response = await post(request, '/api/trpc/orders.get', body, {
      ...OWN_SITE,
      ...JSON_TYPE,
    });
    const { status, text } = await answerOf(response);
    expect([body, status]).toEqual([body, 400]);
    expect(text).not.toMatch(INNER);
  }
});

test('forged and foreign tokens are nobody', async ({ playwright, baseURL }) => {
  const stranger = await playwright.request.newContext(baseURL === undefined ? {} : { baseURL });
  const none = { alg: 'none', typ: 'staff-at+jwt' };
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  for (const token of ['', 'x.y.z', `${part(none)}.${part({ sub: crypto.randomUUID() })}.`]) {
    const answer = await call(stranger, 'session.get', {}, { cookie: `__Host-t_at=${token}` });
    expect([answer.status, answer.error?.code]).toEqual([401, 'UNAUTHENTICATED']);
  }
  await stranger.dispose();
});

test('every answer carries the headers that keep a browser safe', async ({ request }) => {
  for (const path of ['/sign-in', '/orders', '/api/health', '/no-such-page', '/api/trpc/x']) {
    const headers = (await request.get(path)).headers();
    expect(headers, path).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'strict-transport-security': 'max-age=63072000; includeSubDomains; preload',
    });
    const policy = headers['content-security-policy'] ?? '';
    for (const rule of [
      "default-src 'none'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "require-trusted-types-for 'script'",
    ]) {
      expect(policy, path).toContain(rule);
    }
    expect(policy, path).not.toMatch(/unsafe-(inline|eval)|https?:|\*/);
    expect(headers['x-powered-by'], path).toBeUndefined();
  }
});

test('a page gives its scripts a nonce of its own each time', async ({ request }) => {
  const nonceOf = async () => {
    const response = await request.get('/sign-in');
    const nonce = /'nonce-([^']+)'/.exec(response.headers()['content-security-policy'] ?? '')?.[1];
    const html = await response.text();
    expect(nonce).toMatch(/^[A-Za-z0-9+/]{24}$/);
    for (const [script] of html.matchAll(/<script\b[^>]*>/g))
      expect(script).toContain(`nonce="${nonce}"`);
    return nonce;
  };
  expect(await nonceOf()).not.toBe(await nonceOf());
});

test('static files carry their headers too, and are kept for good', async ({ request }) => {
  const html = await (await request.get('/sign-in')).text();
  const chunk = /\/_next\/static\/[^"]+\.js/.exec(html)?.[0] ?? '';
  const response = await request.get(chunk);
  expect(response.status()).toBe(200);
  const headers = response.headers();
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['cross-origin-resource-policy']).toBe('same-origin');
  expect(headers['cache-control']).toContain('immutable');
});

test('the icon is there for browsers that ask on their own', async ({ request }) => {
  const response = await request.get('/favicon.ico');
  expect([response.status(), response.headers()['content-type']]).toEqual([200, 'image/svg+xml']);
});
