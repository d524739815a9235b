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
    const times = this.#timesOf(key, now);
    const wait = this.#waitOf(times, now);
    this.#seen.delete(key);
    this.#seen.set(key, wait === null ? [...times, now] : times);
    if (this.#seen.size > ADDRESSES) this.#seen.delete(this.#seen.keys().next().value ?? key);
    return wait;
  }

  /** What `admit` would say at `now`; counts nothing. */
  waitAt(address: string | null, now: number): number | null {
    return this.#waitOf(this.#timesOf(networkOf(address), now), now);
  }

  #timesOf(key: string, now: number): number[] {
    return (this.#seen.get(key) ?? []).filter((time) => time > now - this.#limit.perMs);
  }

  #waitOf(times: readonly number[], now: number): number | null {
    const [oldest] = times;
    return oldest !== undefined && times.length >= this.#limit.most
      ? oldest + this.#limit.perMs - now
      : null;
  }
}

/** A table of guests behind one address opens its receipts at once; nobody reads sixty in a minute. */
const VISITS: VisitLimit = { most: 60, perMs: 60_000 };
/** Whoever types a code off paper is wrong a few times; whoever guesses is wrong every time. */
const WRONG_CODES: VisitLimit = { most: 20, perMs: 15 * 60_000 };

/** Visitors with a paper and without an account: how often they come, and how often their code was wrong. */
export class Visitors {
  readonly #visits = new Visits(VISITS);
  readonly #wrongCodes = new Visits(WRONG_CODES);

  /**
   * Counts a visit at `now` (epoch milliseconds). Null when it is welcome, else after how many milliseconds the next
   * one is. An address that was wrong too often is turned away with every code, also a right one.
   */
  admit(address: string | null, now: number): number | null {
    return this.#wrongCodes.waitAt(address, now) ?? this.#visits.admit(address, now);
  }

  /** Counts a code that opened nothing. */
  countWrongCode(address: string | null, now: number): void {
    this.#wrongCodes.admit(address, now);
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
