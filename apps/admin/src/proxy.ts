import { type NextRequest, NextResponse } from 'next/server';
import { api } from '#server/api.ts';
import { PATH_HEADER } from '#server/path-header.ts';
import { contentSecurityPolicy, SECURITY_HEADERS } from '#server/security-headers.ts';

/** These answer with their own cookies or need none. */
const WITHOUT_REFRESH = ['/api/auth/', '/api/health'];

/**
 * Runs before every page and route: gives it a nonce and the security headers, and renews a session
 * whose access token is missing or about to expire, so that neither a page nor a call sees a stale one.
 * The renewed cookie goes to the browser and into the request on its way to the route.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64');
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  headers.set(PATH_HEADER, `${request.nextUrl.pathname}${request.nextUrl.search}`);

  const renewed = WITHOUT_REFRESH.some((path) => request.nextUrl.pathname.startsWith(path))
    ? null
    : await api().refreshForProxy(request);
  if (renewed) headers.set('cookie', renewed.cookieHeader);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  for (const [name, value] of SECURITY_HEADERS) response.headers.set(name, value);
  if (renewed && renewed.setCookies.length > 0) {
    for (const cookie of renewed.setCookies) response.headers.append('Set-Cookie', cookie);
    response.headers.set('Cache-Control', 'no-store, private');
  }
  return response;
}

export const config = { matcher: ['/((?!_next/static).*)'] };
