/**
 * Refresh tokens that are derived, never stored: `v1.<kid>.<session id>.<counter>.<mac>`. Whoever holds the secret and
 * the session's counter can write the current token again, so two requests that race get the same successor and a
 * stolen database contains nothing to replay. Node only.
 */
import { hkdfSync, type KeyObject } from 'node:crypto';
import { constantTimeEqual, hmacSha256, importKey } from './hmac.ts';
import type { KeyRing } from './key-ring.ts';

const SHAPE =
  /^v1\.([a-z0-9-]{1,32})\.([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.(0|[1-9][0-9]{0,9})\.([A-Za-z0-9_-]{43})$/;
const MAXIMUM_COUNTER = 2_147_483_647;

/** What a refresh token says once its MAC has been checked. */
export interface RefreshTokenClaims {
  readonly sessionId: string;
  readonly counter: number;
  /** The key that made it; no longer the signing one while keys are being changed. */
  readonly kid: string;
}

/**
 * The refresh token of a session at a counter, made with the ring's signing key. Deterministic. The realm is part of
 * the derivation (HKDF, RFC 5869, one key per session and realm), so a token of one realm is noise in another.
 */
export function deriveRefreshToken(
  ring: KeyRing,
  session: { readonly realm: string; readonly sessionId: string; readonly counter: number },
): string {
  const { kid, key } = ring.signing;
  const body = `v1.${kid}.${session.sessionId}.${session.counter}`;
  const token = `${body}.${mac(key, session.realm, session.sessionId, body)}`;
  if (!SHAPE.test(token) || session.counter > MAXIMUM_COUNTER)
    throw new TypeError('not a session id and counter');
  return token;
}

/**
 * The claims of a token whose MAC is right for that realm, else null: malformed, of an unknown key, of another realm
 * or altered are one answer. Nothing is looked up before the MAC is right, so guessing cannot touch a session.
 */
export function parseRefreshToken(
  ring: KeyRing,
  realm: string,
  token: string,
): RefreshTokenClaims | null {
  const [, kid, sessionId, counterText, given] = SHAPE.exec(token) ?? [];
  if (
    kid === undefined ||
    sessionId === undefined ||
    counterText === undefined ||
    given === undefined
  )
    return null;
  const key = ring.find(kid);
  const counter = Number(counterText);
  if (key === undefined || counter > MAXIMUM_COUNTER) return null;
  // Comparing the texts, not the bytes, also refuses other base64url spellings of the same MAC.
  if (
    !constantTimeEqual(mac(key, realm, sessionId, `v1.${kid}.${sessionId}.${counterText}`), given)
  )
    return null;
  return { sessionId, counter, kid };
}

function mac(key: KeyObject, realm: string, sessionId: string, body: string): string {
  const info = `toster refresh v1|${realm}|${sessionId}`;
  const sessionKey = importKey(new Uint8Array(hkdfSync('sha256', key, '', info, 32)));
  return hmacSha256(sessionKey, body).toString('base64url');
}
