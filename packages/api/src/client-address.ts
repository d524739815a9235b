import type { Network } from '@toster/contracts/schemas/session';
import { BlockList, isIP } from 'node:net';

/** How the WHATWG URL parser writes an IPv4-mapped IPv6 address (RFC 4291 §2.5.5.2): by its bits. */
const V4_MAPPED = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;
const LOOPBACK = /^(127\.|::1$)/;

/** Addresses no packet from the internet carries: RFC 1918, RFC 3927, RFC 6598, RFC 4193, RFC 4291 §2.5.6. */
const LOCAL = new BlockList();
for (const [network, bits] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  LOCAL.addSubnet(network, bits, 'ipv4');
LOCAL.addSubnet('fc00::', 7, 'ipv6');
LOCAL.addSubnet('fe80::', 10, 'ipv6');

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

/**
 * The network of an address, as a person may know it again: the /24 of an IPv4 address, the /48 of an IPv6 one (what a
 * provider gives one connection; the bits after it tell devices apart, RFC 8981). Null for what is no address.
 */
export function networkOf(address: string): Network | null {
  const normal = normaliseAddress(address);
  if (normal === null) return null;
  const isV6 = normal.includes(':');
  const kind = LOOPBACK.test(normal)
    ? 'own'
    : LOCAL.check(normal, isV6 ? 'ipv6' : 'ipv4')
      ? 'local'
      : 'public';
  return {
    kind,
    label: isV6 ? prefixOf(normal) : `${normal.split('.').slice(0, 3).join('.')}.0/24`,
  };
}

/** The first 48 bits of a compressed IPv6 address. */
function prefixOf(address: string): string {
  const [left = [], right = []] = address
    .split('::')
    .map((half) => half.split(':').filter((group) => group !== ''));
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  const groups = address.includes('::') ? [...left, ...zeros, ...right] : left;
  const network = new URL(`http://[${groups.slice(0, 3).join(':')}::]`).hostname.slice(1, -1);
  return `${network}/48`;
}
