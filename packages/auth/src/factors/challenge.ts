/** What stands between the password and the code: proof of the first, good for five minutes and for nothing else. */
import { constantTimeEqual, hmacSha256 } from '@toster/crypto/hmac';
import type { KeyRing } from '@toster/crypto/key-ring';
import { keyFor } from '@toster/crypto/seal';

const PURPOSE = 'sign-in challenge v1';
const TTL_SECONDS = 300;
const SHAPE =
  /^c1\.([a-z0-9-]{1,32})\.([a-z]{1,16})\.([0-9a-f-]{36})\.(\d{1,12})\.(\d{1,9})\.([A-Za-z0-9_-]{43})$/;

/** What was proven, and of whom. */
export interface Challenge {
  readonly realm: string;
  readonly accountId: string;
  /** Which password of the account was proven: when it is changed, the challenge is over. */
  readonly passwordVersion: number;
}

/** A challenge as text. `now` in epoch milliseconds. */
export function makeChallenge(
  ring: KeyRing,
  { realm, accountId, passwordVersion }: Challenge,
  now: number,
): string {
  const { kid, key } = ring.signing;
  const body = `c1.${kid}.${realm}.${accountId}.${Math.floor(now / 1000) + TTL_SECONDS}.${passwordVersion}`;
  return `${body}.${hmacSha256(keyFor(key, PURPOSE), body).toString('base64url')}`;
}

/** What a challenge says, or null: malformed, altered, over, or of a key that is gone. */
export function readChallenge(ring: KeyRing, text: string, now: number): Challenge | null {
  const [, kid = '', realm = '', accountId = '', expires = '', version = '', mac = ''] =
    SHAPE.exec(text) ?? [];
  const key = ring.find(kid);
  if (key === undefined || Number(expires) * 1000 <= now) return null;
  const body = text.slice(0, text.lastIndexOf('.'));
  const own = hmacSha256(keyFor(key, PURPOSE), body).toString('base64url');
  return constantTimeEqual(own, mac)
    ? { realm, accountId, passwordVersion: Number(version) }
    : null;
}
