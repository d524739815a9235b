import { isIP } from 'node:net';

/** How the WHATWG URL parser writes an IPv4-mapped IPv6 address (RFC 4291 §2.5.5.2): by its bits. */
const V4_MAPPED = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;
const LOOPBACK = /^(127\.|::1$)/;

/**
 * The client's address by the number of proxies we run ourselves: the entry of X-Forwarded-For that
 * the outermost of them wrote, counted from the right, because everything further left is the
 * client's own word. Without a proxy of ours only the loopback interface is believed (the server
 * then binds nothing else), whatever the header claims.
 *
 * Null when the header is missing, too short, or holds no address there.
 */
export function clientAddress(forwardedFor: string | null, trustedHops: number): string | null {
  const parts = (forwardedFor ?? '').split(',').map((part) => part.trim());
  if (trustedHops > 0) return normaliseAddress(parts[parts.length - trustedHops] ?? '');
  const last = normaliseAddress(parts.at(-1) ?? '');
  return last !== null && LOOPBACK.test(last) ? last : null;
}

/** One spelling per address: IPv6 lower case and compressed (RFC 5952), IPv4-mapped IPv6 as IPv4; null for anything else. */
export function normaliseAddress(text: string): string | null {
  const version = isIP(text);
  if (version === 4) return text;
  if (version !== 6 || text.includes('%')) return null;
  const compressed = new URL(`http://[${text}]`).hostname.slice(1, -1);
  const mapped = V4_MAPPED.exec(compressed);
  if (mapped === null) return compressed;
  const bits = mapped.slice(1).flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
  return bits.join('.');
}
