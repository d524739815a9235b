import { ERROR_CODES } from '@toster/contracts/error-codes';
import { type NextRequest, NextResponse } from 'next/server';
import { env } from '#env.ts';
import { LOCALE_COOKIE, negotiateLocale } from '#i18n/locales.ts';
import { api } from '#server/api.ts';
import { busyPage } from '#server/busy-page.ts';
import { PATH_HEADER } from '#server/path-header.ts';
import { contentSecurityPolicy, SECURITY_HEADERS } from '#server/security-headers.ts';

/** Pages for people who hold a paper and have no account. */
const VISITORS = '/r/';
/** These answer with their own cookies or need none. */
const WITHOUT_REFRESH = [
  '/api/auth/',
  '/api/guest/',
  '/api/health',
  '/api/security/',
  '/security',
  '/.well-known/',
  VISITORS,
];

/**
 * Runs before every page and route: gives it a nonce and the security headers, and renews a session
 * whose access token is missing or about to expire, so that neither a page nor a call sees a stale one.
 * The renewed cookie goes to the browser and into the request on its way to the route.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const plain = refusePlain(request);
  if (plain !== null) return plain;
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64');
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  headers.set(PATH_HEADER, `${request.nextUrl.pathname}${request.nextUrl.search}`);

  if (request.nextUrl.pathname.startsWith(VISITORS)) {
    const waitMs = await api().handleVisit(request.headers);
    if (waitMs !== null) return withHeaders(await tooManyVisits(request, nonce, waitMs), policy);
  }

  const renewed = WITHOUT_REFRESH.some((path) => request.nextUrl.pathname.startsWith(path))
    ? null
    : await api().refreshForProxy(request);
  if (renewed) headers.set('cookie', renewed.cookieHeader);

  const response = withHeaders(NextResponse.next({ request: { headers } }), policy);
  if (renewed && renewed.setCookies.length > 0) {
    for (const cookie of renewed.setCookies) response.headers.append('Set-Cookie', cookie);
    response.headers.set('Cache-Control', 'no-store, private');
  }
  return response;
}

/**
 * Nothing is answered without TLS but the probe of whoever runs the process: who asks for a page is sent to the address
 * the console is known by, whatever host the request names; everything else is refused.
 */
function refusePlain(request: NextRequest): NextResponse | null {
  if (request.nextUrl.pathname === '/api/health' || !api().isPlain(request.headers)) return null;
  const { pathname, search } = request.nextUrl;
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (reads && env.publicUrl?.startsWith('https://') === true)
    return NextResponse.redirect(`${env.publicUrl}${pathname}${search}`, 308);
  const { http, key, message } = ERROR_CODES.PLAIN_CONNECTION;
  const body = { code: 'PLAIN_CONNECTION', message, key, requestId: null, details: {} };
  return NextResponse.json(body, { status: http, headers: { 'cache-control': 'no-store' } });
}

function withHeaders(response: NextResponse, policy: string): NextResponse {
  response.headers.set('Content-Security-Policy', policy);
  for (const [name, value] of SECURITY_HEADERS) response.headers.set(name, value);
  return response;
}

async function tooManyVisits(
  request: NextRequest,
  nonce: string,
  waitMs: number,
): Promise<NextResponse> {
  const locale = negotiateLocale(
    request.cookies.get(LOCALE_COOKIE)?.value,
    request.headers.get('accept-language'),
  );
  return new NextResponse(await busyPage(locale, nonce, waitMs), {
    status: 429,
    headers: {
      'Retry-After': String(Math.ceil(waitMs / 1000)),
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
    },
  });
}

export const config = { matcher: ['/((?!_next/static).*)'] };
