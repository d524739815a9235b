import { addressPrefix } from '@toster/auth/address-prefix';

/** How often one address may come in a span. */
export type VisitLimit = { readonly most: number; readonly perMs: number };

/** The bits of an IPv6 address that one subnet shares. */
const SUBNET_BITS = 64;

/** A table of guests behind one address opens its receipts at once; nobody reads sixty in a minute. */
export const VISIT_LIMIT: VisitLimit = { most: 60, perMs: 60_000 };

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
    const key = address === null ? '' : addressPrefix(address, SUBNET_BITS);
    const times = this.#timesOf(key, now);
    const wait = this.#waitOf(times, now);
    this.#seen.delete(key);
    this.#seen.set(key, wait === null ? [...times, now] : times);
    if (this.#seen.size > ADDRESSES) this.#seen.delete(this.#seen.keys().next().value ?? key);
    return wait;
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
