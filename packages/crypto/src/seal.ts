/** Small secrets sealed for storage: AES-256-GCM (NIST SP 800-38D) under a key of one purpose. Node only. */
import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import type { KeyRing } from './key-ring.ts';

const SHAPE = /^v1\.([a-z0-9-]{1,32})\.([A-Za-z0-9_-]{38,1000})$/;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A key for one purpose, from one that has others (HKDF, RFC 5869): what it makes is noise to every other purpose. */
export function keyFor(key: KeyObject, purpose: string): KeyObject {
  return createSecretKey(new Uint8Array(hkdfSync('sha256', key, '', `toster ${purpose}`, 32)));
}

/**
 * Seals a text with the ring's signing key. `bound` is what it belongs to, such as an account's id: a sealed text moved
 * to another one does not open. The result is `v1.<kid>.<iv, tag and text>` and different each time.
 */
export function seal(ring: KeyRing, purpose: string, bound: string, text: string): string {
  const { kid, key } = ring.signing;
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyFor(key, purpose), iv);
  cipher.setAAD(Buffer.from(bound, 'utf8'));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return `v1.${kid}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')}`;
}

/** The text, or null: malformed, altered, of another purpose, of something else, or of a key that is gone. */
export function unseal(
  ring: KeyRing,
  purpose: string,
  bound: string,
  sealed: string,
): string | null {
  const [, kid, body] = SHAPE.exec(sealed) ?? [];
  const key = kid === undefined ? undefined : ring.find(kid);
  if (key === undefined || body === undefined) return null;
  const bytes = Buffer.from(body, 'base64url');
  const text = bytes.subarray(IV_BYTES + TAG_BYTES);
  try {
    const iv = bytes.subarray(0, IV_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', keyFor(key, purpose), iv);
    decipher.setAAD(Buffer.from(bound, 'utf8'));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
