import { isIP } from 'node:net';

/** How the WHATWG URL parser writes an IPv4-mapped IPv6 address (RFC 4291 §2.5.5.2): by its bits. */
const V4_MAPPED = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;
const GROUPS = 8;
const GROUP_BITS = 16;

/** One spelling per address: IPv6 lower case and compressed (RFC 5952), IPv4-mapped IPv6 as IPv4; null for anything else. */
export function normaliseAddress(text: string): string | null {
  const version = isIP(text);
  if (version === 4) return text;
  if (version !== 6 || text.includes('%')) return null;
  const compressed = compress(text);
  const mapped = V4_MAPPED.exec(compressed);
  if (mapped === null) return compressed;
  const bits = mapped.slice(1).flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
  return bits.join('.');
}

/**
 * Whose an address is, as far as it tells: an IPv4 address itself, of an IPv6 one the first `bits`, as `2001:db8::/64`. Who
 * has one IPv6 address has a network of them (RFC 6177). `address` is one that `normaliseAddress` gave.
 */
export function addressPrefix(address: string, bits: number): string {
  if (!address.includes(':')) return address;
  const kept = groupsOf(address).map((group, index) => {
    const open = Math.min(Math.max(bits - index * GROUP_BITS, 0), GROUP_BITS);
    return (group & (0xffff << (GROUP_BITS - open)) & 0xffff).toString(16);
  });
  return `${compress(kept.join(':'))}/${bits}`;
}

const compress = (address: string) => new URL(`http://[${address}]`).hostname.slice(1, -1);

/** The eight groups of a compressed address. */
function groupsOf(address: string): number[] {
  const [left = [], right = []] = address
    .split('::')
    .map((half) => half.split(':').filter((group) => group !== ''));
  const zeros = Array.from({ length: GROUPS - left.length - right.length }, () => '0');
  return [...left, ...zeros, ...right].map((group) => Number.parseInt(group, 16));
}
