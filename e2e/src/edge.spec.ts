import { request as ask } from 'node:https';
import { brokenPromises } from './support/edge-headers.ts';
import { grade } from './support/observatory.ts';
import { freePort, type SecondConsole, startSecondConsole } from './support/second-console.ts';
import { cookieOf, REFRESH_COOKIE } from './support/session.ts';
import { expect, test } from './support/test.ts';
import { openTlsFront, type TlsFront } from './support/tls-front.ts';

/** Every bonus that version 1.4.8 knows, but those for preload and SRI: 100 and CSP 10, cookies 5, CORP 10, referrer 5, frames 5. */
const WITHOUT_COOKIES = 130;
const WITH_COOKIES = 135;

test.describe.configure({ mode: 'serial' });

let front: TlsFront;
let console_: SecondConsole;
test.beforeAll(async () => {
  const port = await freePort();
  console_ = await startSecondConsole({ TOSTER_PUBLIC_URL: `https://localhost:${port}` }, true);
  front = await openTlsFront(port, console_.port);
});
test.afterAll(async () => {
  await front.close();
  console_.stop();
});
test.beforeEach(() => {
  front.stripped.clear();
  front.cookie = '';
});

for (const path of ['/sign-in', '/security'])
  test(`MDN Observatory grades ${path} A+ with every bonus but preload and SRI, over real TLS`, async () => {
    const { scan, tests } = await grade(`${front.host}${path}`, front.authority);
    expect(Object.entries(tests).filter(([, { pass }]) => !pass)).toEqual([]);
    expect(scan).toMatchObject({ grade: 'A+', testsFailed: 0 });
    expect(scan.score).toBe(WITHOUT_COOKIES);
    expect(tests['redirection']?.result).toBe('redirection-to-https');
    expect(tests['content-security-policy']?.scoreModifier).toBe(10);
  });

test('it grades a page with a session being renewed A+ too, cookies and all', async ({
  signedIn,
}) => {
  const page = await signedIn('hr@tapas-madrid.demo');
  const token = await cookieOf(page.context(), REFRESH_COOKIE);
  front.cookie = `${REFRESH_COOKIE}=${token}`;
  const { scan, tests } = await grade(`${front.host}/profile`, front.authority);
  expect(Object.entries(tests).filter(([, { pass }]) => !pass)).toEqual([]);
  expect(scan.grade).toBe('A+');
  expect(tests['cookies']?.scoreModifier).toBe(5);
  expect(scan.score).toBe(WITH_COOKIES);
});

test('the same page without its policy, or without strict transport, gets what it deserves', async () => {
  front.stripped.add('content-security-policy');
  const bare = await grade(`${front.host}/sign-in`, front.authority);
  expect(bare.scan.score).toBeLessThan(WITHOUT_COOKIES - 30);
  expect(bare.tests['content-security-policy']?.pass).toBe(false);
  front.stripped.clear();
  front.stripped.add('strict-transport-security');
  const plain = await grade(`${front.host}/sign-in`, front.authority);
  expect(plain.tests['strict-transport-security']?.pass).toBe(false);
});

test('every kind of answer carries what this version does not look at: COOP, COEP, CORP, permissions', async () => {
  for (const [path, status] of [
    ['/sign-in', 200],
    ['/', 307],
    ['/no-such-page', 404],
    ['/api/health', 200],
    ['/api/trpc/session.get', 405],
    ['/favicon.ico', 200],
    ['/.well-known/security.txt', 200],
    ['/r/tapas-madrid/receipt/ABCDEFGHJK', 404],
  ] as const) {
    const answer = await get(path);
    expect([path, answer.status]).toEqual([path, status]);
    expect([path, brokenPromises(answer.headers)]).toEqual([path, []]);
  }
});

test('without TLS a page leads to the console’s own address whatever host is named, and nothing else is answered', async () => {
  const plain = (path: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${console_.port}${path}`, {
      redirect: 'manual',
      ...init,
      headers: {
        'x-forwarded-proto': 'http',
        'x-forwarded-for': '198.51.100.9',
        'x-forwarded-host': 'evil.example',
        ...init.headers,
      },
    });
  const page = await plain('/orders?status=placed');
  expect([page.status, page.headers.get('location')]).toEqual([
    308,
    `https://${front.host}/orders?status=placed`,
  ]);
  const post = await plain('/api/auth/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-toster-csrf': '1' },
    body: '{}',
  });
  expect(post.status).toBe(403);
  expect(await post.json()).toMatchObject({ code: 'PLAIN_CONNECTION' });
  expect(post.headers.getSetCookie()).toEqual([]);
  // A proxy that says nothing of TLS is taken at its word, and so is a client that adds a word of its own.
  expect((await plain('/sign-in', { headers: { 'x-forwarded-proto': '' } })).status).toBe(308);
  expect(
    (await plain('/sign-in', { headers: { 'x-forwarded-proto': 'https, http' } })).status,
  ).toBe(308);
  expect(
    (await plain('/sign-in', { headers: { 'x-forwarded-proto': 'http, https' } })).status,
  ).toBe(200);
  expect((await plain('/api/health', { headers: { 'x-forwarded-proto': '' } })).status).toBe(200);
});

type Answer = { readonly status: number; readonly headers: Readonly<Record<string, string>> };

function get(path: string): Promise<Answer> {
  const [host = '', port] = front.host.split(':');
  return new Promise((resolve, reject) => {
    ask({ host, port, path, ca: front.authority }, (answer) => {
      answer.resume();
      const headers = Object.fromEntries(
        Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
      );
      resolve({ status: answer.statusCode ?? 0, headers });
    })
      .on('error', reject)
      .end();
  });
}
