/**
 * Session cookies (RFC 6265bis). `__Host-`, HttpOnly, Secure, SameSite=Strict, Path=/: no script reads them, no
 * subdomain sets them, no other site sends them.
 *
 * Development: a browser that refuses Secure cookies on http://localhost gets the same cookies without prefix and
 * Secure when TOSTER_COOKIES=plain; `env.ts` allows that for TOSTER_ENV=local only.
 */
import type { Realm } from './realms.ts';

export type CookieMode = 'host' | 'plain';

/** Header lines to append to a response; several may share a name. */
export type HeaderLines = readonly (readonly [name: string, value: string])[];

/** The tokens a response hands to the browser, with their ends in epoch milliseconds. */
export interface CookieTokens {
  readonly accessToken: string;
  readonly accessExpiresAt: number;
  readonly refreshToken: string;
  readonly refreshExpiresAt: number;
}

/**
 * A response that sets a session cookie must never be stored: a shared cache would hand one person's session to the
 * next. The rule travels with the cookies so that neither is sent without the other.
 */
const NO_STORE = ['cache-control', 'no-store, private'] as const;

/** The cookies' names in that mode. */
export function cookieNames(realm: Realm, mode: CookieMode): { access: string; refresh: string } {
  const prefix = mode === 'host' ? '__Host-' : '';
  return {
    access: `${prefix}${realm.cookies.access}`,
    refresh: `${prefix}${realm.cookies.refresh}`,
  };
}

/** The header lines that store a session's tokens in the browser. `now` in epoch milliseconds. */
export function setSessionCookies(
  realm: Realm,
  mode: CookieMode,
  tokens: CookieTokens,
  now: number,
): HeaderLines {
  const names = cookieNames(realm, mode);
  return [
    [
      'set-cookie',
      serialise(names.access, tokens.accessToken, mode, secondsUntil(tokens.accessExpiresAt, now)),
    ],
    [
      'set-cookie',
      serialise(
        names.refresh,
        tokens.refreshToken,
        mode,
        secondsUntil(tokens.refreshExpiresAt, now),
      ),
    ],
    NO_STORE,
  ];
}

/** The header lines that replace the access token alone, as a step-up does. `now` in epoch milliseconds. */
export function setAccessCookie(
  realm: Realm,
  mode: CookieMode,
  tokens: Pick<CookieTokens, 'accessToken' | 'accessExpiresAt'>,
  now: number,
): HeaderLines {
  const names = cookieNames(realm, mode);
  return [
    [
      'set-cookie',
      serialise(names.access, tokens.accessToken, mode, secondsUntil(tokens.accessExpiresAt, now)),
    ],
    NO_STORE,
  ];
}

/** The header lines that take a session out of the browser. Send them only when `clearsCookies` of the failure says so. */
export function clearSessionCookies(realm: Realm, mode: CookieMode): HeaderLines {
  const names = cookieNames(realm, mode);
  return [
    ['set-cookie', serialise(names.access, '', mode, 0)],
    ['set-cookie', serialise(names.refresh, '', mode, 0)],
    NO_STORE,
  ];
}

/**
 * The session tokens of a Cookie header. A name that comes twice with different values is treated as absent: one of
 * the two was planted, and nothing says which.
 */
export function readSessionCookies(
  realm: Realm,
  mode: CookieMode,
  header: string | null | undefined,
): { accessToken: string | null; refreshToken: string | null } {
  const names = cookieNames(realm, mode);
  return {
    accessToken: readOne(header ?? '', names.access),
    refreshToken: readOne(header ?? '', names.refresh),
  };
}

/** The value of a cookie of no realm, under the same rules; its name as it stands without a prefix. */
export function readCookie(
  mode: CookieMode,
  name: string,
  header: string | null | undefined,
): string | null {
  return readOne(header ?? '', otherName(mode, name));
}

/** The header line that sets a cookie of no realm. */
export function writeCookie(
  mode: CookieMode,
  name: string,
  value: string,
  maxAgeSeconds: number,
): HeaderLines[number] {
  return ['set-cookie', serialise(otherName(mode, name), value, mode, maxAgeSeconds)];
}

const otherName = (mode: CookieMode, name: string) =>
  mode === 'host' ? `__Host-t_${name}` : `t_${name}`;

function readOne(header: string, name: string): string | null {
  const values = new Set<string>();
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name)
      values.add(pair.slice(equals + 1).trim());
  }
  const [value = ''] = values;
  return values.size === 1 && value !== '' ? value : null;
}

function serialise(name: string, value: string, mode: CookieMode, maxAgeSeconds: number): string {
  const secure = mode === 'host' ? '; Secure' : '';
  return `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly${secure}; SameSite=Strict`;
}

function secondsUntil(end: number, now: number): number {
  return Math.max(0, Math.floor((end - now) / 1000));
}
