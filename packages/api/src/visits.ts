import { addressPrefix } from '@toster/auth/address-prefix';

/** How often one address may come in a span. */
export type VisitLimit = { readonly most: number; readonly perMs: number };

/** The bits of an IPv6 address that one subnet shares, and all subnets of one connection (RFC 6177). */
const SUBNET_BITS = 64;
const SITE_BITS = 48;

/** Addresses remembered at once; the one that came longest ago is forgotten first. */
const ADDRESSES = 20_000;

/**
 * Counts visits of people who are not signed in, by address, in a sliding window. It lives in the process: with several
 * processes each allows as much. It keeps one visitor from taking the service from the others; what a visitor may see
 * is decided elsewhere.
 */
export class Visits {
  readonly #limit: VisitLimit;
  readonly #bits: number;
  readonly #seen = new Map<string, number[]>();

  /** So many bits of an IPv6 address are one visitor. */
  constructor(limit: VisitLimit, bits = SUBNET_BITS) {
    this.#limit = limit;
    this.#bits = bits;
  }

  /**
   * Counts a visit at `now` (epoch milliseconds). Null when it is welcome, else after how many milliseconds the next
   * one is; a refused visit is not counted. Visitors whose address is not known share one count.
   */
  admit(address: string | null, now: number): number | null {
    const key = this.#keyOf(address);
    const times = this.#timesOf(key, now);
    const wait = this.#waitOf(times, now);
    this.#seen.delete(key);
    this.#seen.set(key, wait === null ? [...times, now] : times);
    if (this.#seen.size > ADDRESSES) this.#seen.delete(this.#seen.keys().next().value ?? key);
    return wait;
  }

  /** What `admit` would say at `now`; counts nothing. */
  waitAt(address: string | null, now: number): number | null {
    return this.#waitOf(this.#timesOf(this.#keyOf(address), now), now);
  }

  /** Takes the newest visit of an address back, as if it had not been. */
  takeBack(address: string | null): void {
    this.#seen.get(this.#keyOf(address))?.pop();
  }

  #keyOf(address: string | null): string {
    return address === null ? '' : addressPrefix(address, this.#bits);
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
/** One IPv6 connection may have 65 536 subnets; all of them together are wrong five times as often as one. */
const WRONG_CODES_OF_SITE: VisitLimit = { most: 100, perMs: WRONG_CODES.perMs };

/** Visitors with a paper and without an account: how often they come, and how often their code was wrong. */
export class Visitors {
  readonly #visits = new Visits(VISITS);
  readonly #wrongCodes = new Visits(WRONG_CODES);
  readonly #wrongCodesOfSite = new Visits(WRONG_CODES_OF_SITE, SITE_BITS);

  /**
   * Counts a visit at `now` (epoch milliseconds). Null when it is welcome, else after how many milliseconds the next
   * one is. An address that was wrong too often is turned away with every code, also a right one.
   */
  admit(address: string | null, now: number): number | null {
    return (
      this.#wrongCodes.waitAt(address, now) ??
      this.#wrongCodesOfSite.waitAt(address, now) ??
      this.#visits.admit(address, now)
    );
  }

  /**
   * Counts a code as wrong ahead of looking it up, so that guesses made at the same time do not pass together. False
   * where the address has been wrong too often: then nobody may look.
   */
  tryCode(address: string | null, now: number): boolean {
    if (this.#wrongCodesOfSite.admit(address, now) !== null) return false;
    if (this.#wrongCodes.admit(address, now) === null) return true;
    this.#wrongCodesOfSite.takeBack(address);
    return false;
  }

  /** A code that was tried has opened a receipt, or could not be looked up: it was not wrong. */
  takeBackCode(address: string | null): void {
    this.#wrongCodes.takeBack(address);
    this.#wrongCodesOfSite.takeBack(address);
  }
}
