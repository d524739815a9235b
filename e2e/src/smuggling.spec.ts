import { call } from './support/api.ts';
import { OWN_SITE, signIn } from './support/session.ts';
import { expect, test } from './support/test.ts';

const OWNER = 'owner@tapas-madrid.demo';
/** Stands on every page of this restaurant and on no page without a session. */
const TENANT = 'Taberna La Encina';
const EVIL = 'evil.example';

/** Headers by which Next's parts talk to each other; each has let somebody past a proxy once, or might. */
const INTERNAL: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a subrequest of a middleware': {
    'x-middleware-subrequest':
      'src/proxy:src/proxy:src/proxy:src/proxy:src/proxy:middleware:middleware:middleware:middleware:middleware',
    'x-middleware-subrequest-id': '0',
  },
  'the answer of a middleware': {
    'x-middleware-next': '1',
    'x-middleware-rewrite': '/orders',
    'x-middleware-override-headers': 'cookie',
    'x-middleware-request-cookie': 'none',
  },
  'a data request': {
    'x-nextjs-data': '1',
    'x-matched-path': '/orders',
    'x-invoke-path': '/orders',
  },
  'a part of a page': {
    rsc: '1',
    'next-router-prefetch': '1',
    'next-router-state-tree': '%5B%22%22%2C%7B%7D%5D',
  },
  'our own words to the pages': { 'x-nonce': 'abc', 'x-toster-path': '/orders' },
};

for (const [what, headers] of Object.entries(INTERNAL))
  test(`${what}, said by a stranger, opens no page and no call`, async ({ request }) => {
    for (const path of ['/', '/orders', '/audit', '/settings']) {
      const page = await request.get(path, { headers, maxRedirects: 0 });
      const text = await page.text();
      expect([path, page.status() < 500]).toEqual([path, true]);
      expect(text).not.toContain(TENANT);
      if (page.status() === 200) expect(text).toMatch(/sign-in|renew/);
    }
    const answer = await request.post('/api/trpc/orders.list', {
      headers: { ...OWN_SITE, ...headers, 'content-type': 'application/json' },
      data: '{}',
    });
    expect(answer.status()).toBe(401);
  });

for (const [what, headers] of Object.entries(INTERNAL))
  test(`${what} does not keep a page’s policy away`, async ({ request }) => {
    await signIn(request, OWNER);
    const page = await request.get('/orders', { headers });
    expect(page.headers()['content-security-policy']).toMatch(
      /^default-src 'none'; script-src 'nonce-/,
    );
    expect(page.headers()['content-security-policy']).not.toContain("'nonce-abc'");
    expect((await call(request, 'session.get')).status).toBe(200);
  });

test('server actions do not exist: a post that names one changes nothing and tells nothing', async ({
  request,
}) => {
  await signIn(request, OWNER);
  for (const action of ['deadbeef', '0'.repeat(42), '7f'.repeat(21)]) {
    const answer = await request.post('/orders', {
      headers: { 'next-action': action, 'content-type': 'text/plain;charset=UTF-8' },
      data: '[]',
      maxRedirects: 0,
    });
    expect(answer.status()).toBeGreaterThanOrEqual(400);
    expect(answer.status()).toBeLessThan(500);
    expect(await answer.text()).not.toMatch(/stack|node_modules|Error:/);
  }
});

test('no host but our own comes into a page, a redirect or a cookie', async ({ request }) => {
  const headers = { 'x-forwarded-host': EVIL, forwarded: `host=${EVIL}`, 'x-original-host': EVIL };
  for (const path of [
    '/',
    '/sign-in',
    '/orders',
    '/security',
    '/no-such-page',
    '/renew?next=/orders',
  ]) {
    const answer = await request.get(path, { headers, maxRedirects: 0 });
    expect([path, JSON.stringify(answer.headers()).includes(EVIL)]).toEqual([path, false]);
    expect([path, (await answer.text()).includes(EVIL)]).toEqual([path, false]);
  }
  const signedIn = await request.post('/api/auth/sign-in', {
    headers: { ...OWN_SITE, ...headers },
    data: { email: OWNER, password: 'demo' },
  });
  expect(JSON.stringify(signedIn.headers())).not.toMatch(/evil|domain=/i);
});

test('nobody is sent to another site after signing in or renewing', async ({ request }) => {
  for (const next of [
    `//${EVIL}`,
    `https://${EVIL}/`,
    `/\\${EVIL}`,
    `/%09/${EVIL}`,
    `/\t/${EVIL}`,
    `javascript:alert(1)`,
    `/sign-in@${EVIL}`,
    `\\\\${EVIL}`,
  ])
    for (const page of ['/sign-in', '/renew']) {
      const answer = await request.get(`${page}?next=${encodeURIComponent(next)}`, {
        maxRedirects: 0,
      });
      const { location } = answer.headers();
      if (location !== undefined)
        expect(new URL(location, 'http://here.example').hostname).not.toContain(EVIL);
      expect(answer.status()).toBeLessThan(500);
    }
});

test('a preflight of another site is told nothing, and HEAD is as closed as GET', async ({
  request,
}) => {
  for (const path of [
    '/api/trpc/orders.list',
    '/api/auth/sign-in',
    '/api/security/report',
    '/orders',
  ]) {
    const preflight = await request.fetch(path, {
      method: 'OPTIONS',
      headers: {
        origin: `https://${EVIL}`,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-toster-csrf',
      },
    });
    const allowed = Object.keys(preflight.headers()).filter((name) =>
      name.startsWith('access-control'),
    );
    expect([path, allowed]).toEqual([path, []]);
  }
  const head = await request.head('/api/trpc/orders.list');
  expect(head.status()).toBeGreaterThanOrEqual(400);
});

test('the server fetches nothing for a stranger: there is no optimiser of images', async ({
  request,
}) => {
  for (const url of [
    'http://169.254.169.254/latest/meta-data',
    'http://127.0.0.1:1/',
    '/icon.svg',
  ]) {
    const answer = await request.get(`/_next/image?url=${encodeURIComponent(url)}&w=64&q=75`);
    expect([url, answer.status() >= 400 && answer.status() < 500]).toEqual([url, true]);
  }
});
