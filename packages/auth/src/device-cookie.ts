/**
 * Devices on which somebody has signed in before. What others fail at behind the same address, the guests of a restaurant
 * in its own network above all, does not keep them from their work. After the device cookies of the OWASP cheat sheets.
 */
import { randomBytes } from 'node:crypto';
import { constantTimeEqual, hmacSha256 } from '@toster/crypto/hmac';
import type { KeyRing } from '@toster/crypto/key-ring';
import { emailKey } from '@toster/db/look-up-keys';
import { type CookieMode, type HeaderLines, readCookie, writeCookie } from './cookies.ts';

/** A device that nobody has signed in on for so long is a stranger again. */
export const DEVICE_TTL_SECONDS = 90 * 86_400;
/** People who share a till; whoever signed in longest ago is forgotten first. */
const PEOPLE = 8;
const NAME = 'd';
const BETWEEN = '~';
const SHAPE = /^d1\.([a-z0-9-]{1,32})\.([A-Za-z0-9_-]{16})\.(\d{1,12})\.([A-Za-z0-9_-]{43})$/;

/** The cookies a request came with, as far as they are of this kind. */
export function readDeviceTokens(
  mode: CookieMode,
  header: string | null | undefined,
): readonly string[] {
  const text = readCookie(mode, NAME, header) ?? '';
  return text
    .split(BETWEEN)
    .filter((token) => SHAPE.test(token))
    .slice(0, PEOPLE);
}

/**
 * The id of the device, if one of the tokens was given to it when somebody signed in with this very address; null
 * otherwise. A token opens nothing: it only says by which count the next attempt is limited. `now` in epoch milliseconds.
 */
export function knownDevice(
  keys: KeyRing,
  tokens: readonly string[],
  email: string,
  now: number,
): string | null {
  for (const token of tokens) {
    const [, kid = '', id = '', expires = '', mac = ''] = SHAPE.exec(token) ?? [];
    const key = keys.find(kid);
    if (key === undefined || Number(expires) * 1000 <= now) continue;
    const own = hmacSha256(key, bodyOf(id, expires, email)).toString('base64url');
    if (constantTimeEqual(own, mac)) return id;
  }
  return null;
}

/** The header lines by which a browser keeps that somebody has signed in on it, beside those who did before. */
export function keepDevice(
  keys: KeyRing,
  mode: CookieMode,
  tokens: readonly string[],
  email: string,
  now: number,
): HeaderLines {
  const others = tokens.filter((token) => knownDevice(keys, [token], email, now) === null);
  const id = knownDevice(keys, tokens, email, now) ?? randomBytes(12).toString('base64url');
  const { kid, key } = keys.signing;
  const expires = String(Math.floor(now / 1000) + DEVICE_TTL_SECONDS);
  const mac = hmacSha256(key, bodyOf(id, expires, email)).toString('base64url');
  const kept = [`d1.${kid}.${id}.${expires}.${mac}`, ...others].slice(0, PEOPLE);
  return [writeCookie(mode, NAME, kept.join(BETWEEN), DEVICE_TTL_SECONDS)];
}

/** The address is proven by the MAC and stands nowhere in the cookie. */
function bodyOf(id: string, expires: string, email: string): string {
  return `device\0${id}\0${expires}\0${emailKey(email)}`;
}
