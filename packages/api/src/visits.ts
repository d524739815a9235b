import { isIPv6 } from 'node:net';

/** How often one address may come in a span. */
export type VisitLimit = { readonly most: number; readonly perMs: number };

/** Addresses remembered at once; the one that came longest ago is forgotten first. */
const ADDRESSES = 20_000;

/**
 * Counts visits of people who are not signed in, by address, in a sliding window. It lives in the process: with several
 * processes each allows as much. It keeps one visitor from taking the service from the others; what a visitor may see
 * is decided elsewhere.
 */
export class Visits {
  readonly #limit: VisitLimit;
  readonly #seen = new Map<string, number[]>();

  constructor(limit: VisitLimit) {
    this.#limit = limit;
  }

  /**
   * Counts a visit at `now` (epoch milliseconds). Null when it is welcome, else after how many milliseconds the next
   * one is; a refused visit is not counted. Visitors whose address is not known share one count.
   */
  admit(address: string | null, now: number): number | null {
    const key = networkOf(address);
    const since = now - this.#limit.perMs;
    const times = (this.#seen.get(key) ?? []).filter((time) => time > since);
    const [oldest] = times;
    const isFull = times.length >= this.#limit.most;
    if (!isFull) times.push(now);
    this.#seen.delete(key);
    this.#seen.set(key, times);
    if (this.#seen.size > ADDRESSES) this.#seen.delete(this.#seen.keys().next().value ?? key);
    return isFull && oldest !== undefined ? oldest + this.#limit.perMs - now : null;
  }
}

const IPV6_NETWORK_GROUPS = 4;

/** Who has an IPv6 address has a network of them (RFC 6177): the first 64 bits count. `address` is compressed (RFC 5952). */
function networkOf(address: string | null): string {
  if (address === null) return '';
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing =
    tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  const whole = [
    ...groups,
    ...Array.from({ length: missing }, () => '0'),
    ...(tail ?? '').split(':'),
  ];
  return `${whole.slice(0, IPV6_NETWORK_GROUPS).join(':')}::`;
}
