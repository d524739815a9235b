/** HMAC-SHA-256 over imported keys. Node only. */
import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';

/**
 * Imports secret bytes once. Signing with a `KeyObject` is about five times faster than with a Buffer secret, which
 * OpenSSL would import again on every call.
 */
export function importKey(bytes: Uint8Array): KeyObject {
  return createSecretKey(bytes);
}

/** HMAC-SHA-256 (RFC 2104) of the bytes, or of the UTF-8 of the text. */
export function hmacSha256(key: KeyObject, data: string | Uint8Array): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

/** Compares without telling by its duration where two values differ. The length is not secret. */
export function constantTimeEqual(a: Uint8Array | string, b: Uint8Array | string): boolean {
  const left = typeof a === 'string' ? Buffer.from(a, 'utf8') : a;
  const right = typeof b === 'string' ? Buffer.from(b, 'utf8') : b;
  return left.byteLength === right.byteLength && timingSafeEqual(left, right);
}
