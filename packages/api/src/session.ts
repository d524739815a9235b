import { type AccessClaims, verifyAccessToken } from '@toster/auth/access-token';
import {
  clearSessionCookies,
  cookieNames,
  type HeaderLines,
  readSessionCookies,
  setSessionCookies,
} from '@toster/auth/cookies';
import { rotateSession, type Rotation } from '@toster/auth/rotate-session';
import { createContext, originOf } from './context.ts';
import { reportFailure } from './report.ts';
import { processServer, type Server } from './server.ts';

/** An access token that ends within so many seconds is renewed before it is used. */
const RENEW_BEFORE_SECONDS = 60;

/** What the access token of a request proves, or null. Whether the session still lives, the first transaction tells. */
export async function readSession(
  headers: Headers,
  server: Server = processServer(),
): Promise<AccessClaims | null> {
  const { auth, cookieMode } = server;
  const { accessToken } = readSessionCookies(auth.realms.staff, cookieMode, headers.get('cookie'));
  if (accessToken === null) return null;
  return verifyAccessToken(auth.realms.staff, accessToken, auth.now()).catch(() => null);
}

/** A request's cookies after a renewal: for the browser, and for the request on its way to the route. */
export type Renewal = { readonly cookieHeader: string; readonly setCookies: readonly string[] };

/** Renewals under way in this process: the many requests of one page share one. */
const underWay = new Map<string, Promise<Rotation>>();

/**
 * Renews the session of a request whose access token is missing or about to end. Null when there is
 * nothing to do, or nothing can be done now. A session that is over for good loses its cookies.
 */
export async function refreshForProxy(
  request: Request,
  server: Server = processServer(),
): Promise<Renewal | null> {
  const { auth, cookieMode } = server;
  const realm = auth.realms.staff;
  const cookie = request.headers.get('cookie');
  const { refreshToken } = readSessionCookies(realm, cookieMode, cookie);
  if (refreshToken === null) return null;
  const claims = await readSession(request.headers, server);
  if (claims !== null && claims.exp - auth.now() / 1000 > RENEW_BEFORE_SECONDS) return null;

  const ctx = createContext({ headers: request.headers, server });
  try {
    const rotation = await shared(refreshToken, () =>
      rotateSession(auth, 'staff', { refreshToken }, originOf(ctx)),
    );
    const names = cookieNames(realm, cookieMode);
    if (rotation.ok) {
      const { tokens } = rotation;
      const pairs = [
        `${names.access}=${tokens.accessToken}`,
        `${names.refresh}=${tokens.refreshToken}`,
      ];
      return {
        cookieHeader: [...otherCookies(cookie, names), ...pairs].join('; '),
        setCookies: cookiesOf(setSessionCookies(realm, cookieMode, tokens, auth.now())),
      };
    }
    if (!rotation.clearsCookies) return null;
    return {
      cookieHeader: otherCookies(cookie, names).join('; '),
      setCookies: cookiesOf(clearSessionCookies(realm, cookieMode)),
    };
  } catch (error) {
    reportFailure(error, { requestId: ctx.requestId, path: 'refresh' });
    return null;
  }
}

function shared(refreshToken: string, rotate: () => Promise<Rotation>): Promise<Rotation> {
  const known = underWay.get(refreshToken);
  if (known !== undefined) return known;
  const started = rotate().finally(() => underWay.delete(refreshToken));
  underWay.set(refreshToken, started);
  return started;
}

function cookiesOf(lines: HeaderLines): readonly string[] {
  return lines.filter(([name]) => name === 'set-cookie').map(([, value]) => value);
}

function otherCookies(
  header: string | null,
  names: { access: string; refresh: string },
): readonly string[] {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim());
  return pairs.filter(
    (pair) =>
      pair !== '' && !pair.startsWith(`${names.access}=`) && !pair.startsWith(`${names.refresh}=`),
  );
}
