import { BlockList } from 'node:net';
import { addressPrefix, normaliseAddress } from '@toster/auth/address-prefix';
import type { Network } from '@toster/contracts/schemas/session';

/** What a provider gives one connection (RFC 6177). */
const SITE_BITS = 48;
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
    label: isV6
      ? addressPrefix(normal, SITE_BITS)
      : `${normal.split('.').slice(0, 3).join('.')}.0/24`,
  };
}
