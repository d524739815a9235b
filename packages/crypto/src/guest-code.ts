/** Six digits that a guest types off a letter: kept as a keyed digest, since a million of them are quickly tried. Node only. */
import { randomInt } from 'node:crypto';
import { hmacSha256 } from './hmac.ts';
import type { KeyRing } from './key-ring.ts';
import { keyFor } from './seal.ts';

const PURPOSE = 'guest code v1';
const DIGITS = 6;

/** New digits for the letter of that id: what stands in it, and what is kept. */
export function newGuestCode(
  ring: Pick<KeyRing, 'signing'>,
  letterId: string,
): { readonly code: string; readonly digest: string } {
  const code = String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
  return { code, digest: digestOf(ring.signing, letterId, code) };
}

/** What would be kept of these digits for the letter of that id, by each key of the ring. */
export function guestCodeDigests(
  ring: Pick<KeyRing, 'keys'>,
  letterId: string,
  code: string,
): readonly string[] {
  return ring.keys.map((key) => digestOf(key, letterId, code));
}

function digestOf({ kid, key }: KeyRing['signing'], letterId: string, code: string): string {
  return `${kid}.${hmacSha256(keyFor(key, PURPOSE), `${letterId}\0${code}`).toString('base64url')}`;
}
