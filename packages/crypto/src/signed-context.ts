/** The signed value in which a transaction's tenant context travels to PostgreSQL. Node only. */
import { createHash, type KeyObject } from 'node:crypto';
import { hmacSha256 } from './hmac.ts';
import type { KeyRing } from './key-ring.ts';

const BLOCK_BYTES = 64;

/** Fields that row policies read for every statement; they lead the text so that PostgreSQL need not parse JSON for them. */
const HEAD = ['kind', 'org', 'exp', 'actor', 'account', 'session', 'epoch', 'purpose'] as const;
const HEAD_VALUE = /^[\w.:+-]*$/;

/**
 * `<kid>:<hex HMAC-SHA-256 of the text>:<text>`, where the text is the head fields, comma after each, and the payload
 * as JSON. The text is signed exactly as sent, so the database verifies bytes and never has to serialise anything in
 * the same way. Throws a TypeError when a head field holds a character that would blur the fields.
 */
export function signContext(payload: object, ring: KeyRing): string {
  const fields = new Map<string, unknown>(Object.entries(payload));
  let text = '';
  for (const name of HEAD) {
    const field = fields.get(name) ?? '';
    const value = typeof field === 'number' ? String(field) : field;
    if (typeof value !== 'string' || !HEAD_VALUE.test(value))
      throw new TypeError(`${name} of a signed context holds a forbidden character`);
    text += `${value},`;
  }
  text += JSON.stringify(payload);
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
