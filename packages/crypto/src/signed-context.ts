/** The signed value in which a transaction's tenant context travels to PostgreSQL. Node only. */
import { createHash, type KeyObject } from 'node:crypto';
import { hmacSha256 } from './hmac.ts';
import type { KeyRing } from './key-ring.ts';

const BLOCK_BYTES = 64;

/**
 * `<kid>:<hex HMAC-SHA-256 of the payload text>:<payload text>`. The payload text is signed exactly as sent, so the
 * database verifies bytes and never has to serialise JSON in the same way.
 */
export function signContext(payload: object, ring: KeyRing): string {
  const text = JSON.stringify(payload);
  const { kid, key } = ring.signing;
  return `${kid}:${hmacSha256(key, text).toString('hex')}:${text}`;
}

/**
 * The two 64-byte pads of HMAC (RFC 2104: key XOR 0x36…, key XOR 0x5c…). With them PostgreSQL computes
 * `sha256(opad || sha256(ipad || text))` from its core function, with no extension and no key schedule per call.
 */
export function contextPads(key: KeyObject): { ipad: Buffer; opad: Buffer } {
  const secret = key.export();
  const block = Buffer.alloc(BLOCK_BYTES);
  (secret.byteLength > BLOCK_BYTES ? createHash('sha256').update(secret).digest() : secret).copy(
    block,
  );
  return {
    ipad: Buffer.from(block.map((byte) => byte ^ 0x36)),
    opad: Buffer.from(block.map((byte) => byte ^ 0x5c)),
  };
}
