/** Codes on paper: ten, of sixty bits each, kept as keyed hashes. */
import { randomInt } from 'node:crypto';
import { hmacSha256 } from '@toster/crypto/hmac';
import type { KeyRing } from '@toster/crypto/key-ring';
import { keyFor } from '@toster/crypto/seal';

const COUNT = 10;
const LENGTH = 12;
/** Letters and digits nobody mistakes for each other on paper. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const PURPOSE = 'recovery code v1';

/** Ten new codes, as they are written down. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: COUNT }, () => {
    const code = Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length)));
    return [code.slice(0, 4), code.slice(4, 8), code.slice(8)]
      .map((part) => part.join(''))
      .join('-');
  });
}

/** A code as somebody types it off the paper, or null for what cannot be one. */
export function readRecoveryCode(text: string): string | null {
  const code = text.replaceAll(/[\s-]/gu, '').toUpperCase();
  return new RegExp(`^[${ALPHABET}]{${LENGTH}}$`, 'u').test(code) ? code : null;
}

/** How a code is kept, under the signing key. */
export function hashOf(ring: KeyRing, accountId: string, code: string) {
  return { kid: ring.signing.kid, hash: hash(ring.signing.key, accountId, code) };
}

/** How a code may have been kept, under any key of the ring. */
export function hashesOf(ring: KeyRing, accountId: string, code: string): readonly string[] {
  return ring.keys.map(({ key }) => hash(key, accountId, code));
}

function hash(key: Parameters<typeof keyFor>[0], accountId: string, code: string): string {
  const plain = readRecoveryCode(code) ?? '';
  return hmacSha256(keyFor(key, PURPOSE), `${accountId}|${plain}`).toString('base64url');
}
