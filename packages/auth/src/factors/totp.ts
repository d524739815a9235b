/** One-time codes by time (TOTP, RFC 6238, over HOTP, RFC 4226): SHA-1, six digits, thirty seconds, as every app does. */
import { createHmac, randomBytes } from 'node:crypto';
import { constantTimeEqual } from '@toster/crypto/hmac';

const STEP_MS = 30_000;
const DIGITS = 6;
const SECRET_BYTES = 20;
/** Clocks of telephones: one step to each side (RFC 6238 §5.2). */
const DRIFT = [0, -1, 1] as const;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new secret as apps take it: base32 (RFC 4648 §6) without padding. */
export function newSecret(): string {
  return toBase32(randomBytes(SECRET_BYTES));
}

/** The code of a counter (RFC 4226 §5.3). */
export function codeAt(secret: Uint8Array, counter: number, digits = DIGITS): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac('sha1', secret).update(message).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** The number of the step a moment is in. `now` in epoch milliseconds. */
export const stepOf = (now: number) => Math.floor(now / STEP_MS);

/** The step for which a code is right, or null. Whether the step was used before is the caller's question. */
export function stepFor(secret: string, code: string, now: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const bytes = fromBase32(secret);
  const current = stepOf(now);
  let found: number | null = null;
  // All of them, so that the time says nothing of which one it was.
  for (const drift of DRIFT)
    if (constantTimeEqual(codeAt(bytes, current + drift), code)) found ??= current + drift;
  return found;
}

/** What an app reads from the picture: the key URI format of Google Authenticator. */
export function keyUri(secret: string, account: string): string {
  const label = encodeURIComponent(`Toster:${account}`);
  return `otpauth://totp/${label}?secret=${secret}&issuer=Toster&algorithm=SHA1&digits=${DIGITS}&period=30`;
}

export function toBase32(bytes: Uint8Array): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => BASE32.charAt(Number.parseInt(five.padEnd(5, '0'), 2)))
    .join('');
}

export function fromBase32(text: string): Buffer {
  let bits = '';
  for (const character of text) {
    const value = BASE32.indexOf(character);
    if (value < 0) throw new TypeError('not base32');
    bits += value.toString(2).padStart(5, '0');
  }
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}
