/** The quotas of organisations, as a process draws on them. */
import {
  QUOTA_NOTICES,
  QUOTA_SPANS,
  QUOTAS,
  type QuotaPolicy,
  type QuotaPool,
  type QuotaSpan,
} from '@toster/contracts/quotas';
import type { QuotaStore, QuotaUse } from './quota-store.ts';

/** Units a process may have admitted without telling the store, and for how long. */
export const OWED_UNITS = 50;
export const OWED_MS = 1_000;
/** From this share of a quota on every call is told before it is admitted. */
const NEAR = 0.8;
/** Organisations remembered at once; the one not seen for longest is forgotten first. */
const REMEMBERED = 10_000;

/** How one policy stands, for headers and for the owner. */
export type QuotaStanding = {
  readonly span: QuotaSpan;
  readonly policy: QuotaPolicy;
  readonly used: number;
  readonly left: number;
  /** Seconds until more becomes free, rounded up. */
  readonly resetSeconds: number;
};

/** The answer to a draw: how all policies of the pool stand, and those that are used up. */
export type QuotaDraw = {
  readonly standings: readonly QuotaStanding[];
  readonly violated: readonly QuotaStanding[];
};

/** Tells the owners that a share of a policy's quota, in percent, is used. At least once for each window and share. */
export type QuotaNoticer = (orgId: string, policy: QuotaPolicy, percent: number) => Promise<void>;

type Known = QuotaUse & { readonly at: number };
type Account = {
  owed: number;
  toldAt: number;
  noticed: number;
  known: Readonly<Record<QuotaSpan, Known>> | null;
};

/**
 * Draws on quotas without asking the store for each call: a process owes up to fifty units, for a second at most, as
 * long as the quota is far from used up; from four fifths on it asks first. So a store that never errs is exceeded by at
 * most what the other processes owe at that moment, and an ordinary call costs no round trip.
 */
export class Quotas {
  readonly #store: QuotaStore;
  readonly #notice: QuotaNoticer;
  readonly #now: () => number;
  readonly #accounts = new Map<string, Account>();

  /** `now` in milliseconds, monotonic. */
  constructor(store: QuotaStore, notice: QuotaNoticer, now = () => performance.now()) {
    this.#store = store;
    this.#notice = notice;
    this.#now = now;
  }

  /** Draws the cost of a call. Rejects when no store can be reached: an uncounted call is not admitted. */
  async draw(orgId: string, pool: QuotaPool, cost: number): Promise<QuotaDraw> {
    const account = this.#accountOf(`${pool} ${orgId}`);
    account.owed += cost;
    const known = this.#mustTell(account, pool) ? await this.#tell(account, orgId, pool) : null;
    const standings = this.#standingsOf(account, pool);
    return {
      standings,
      violated: standings.filter(({ span }) => known?.[span].admitted === false),
    };
  }

  /** How a pool stands in the store; draws nothing. */
  async look(orgId: string, pool: QuotaPool): Promise<readonly QuotaStanding[]> {
    const account = this.#accountOf(`${pool} ${orgId}`);
    if (account.owed > 0) await this.#tell(account, orgId, pool);
    else account.known = await this.#ask((policy) => this.#store.look(orgId, policy), pool);
    return this.#standingsOf(account, pool);
  }

  #mustTell({ owed, toldAt, known }: Account, pool: QuotaPool): boolean {
    if (known === null || owed >= OWED_UNITS || this.#now() - toldAt >= OWED_MS) return true;
    return QUOTA_SPANS.some((span) => known[span].used + owed >= NEAR * QUOTAS[pool][span].units);
  }

  async #tell(account: Account, orgId: string, pool: QuotaPool): Promise<Account['known']> {
    const units = account.owed;
    account.owed = 0;
    account.toldAt = this.#now();
    const known = await this.#ask((policy) => this.#store.spend(orgId, policy, units), pool);
    account.known = known;
    await this.#noticeOf(account, orgId, QUOTAS[pool].daily, known.daily);
    return known;
  }

  async #ask(
    ask: (policy: QuotaPolicy) => Promise<QuotaUse>,
    pool: QuotaPool,
  ): Promise<Readonly<Record<QuotaSpan, Known>>> {
    const { burst, daily } = QUOTAS[pool];
    const [ofBurst, ofDay] = await Promise.all([ask(burst), ask(daily)]);
    const at = this.#now();
    return { burst: { ...ofBurst, at }, daily: { ...ofDay, at } };
  }

  async #noticeOf(
    account: Account,
    orgId: string,
    policy: QuotaPolicy,
    { used, admitted }: QuotaUse,
  ): Promise<void> {
    const percent = admitted ? (100 * used) / policy.units : 100;
    const reached = QUOTA_NOTICES.findLast((notice) => percent >= notice) ?? 0;
    const before = account.noticed;
    account.noticed = reached;
    if (reached > before) await this.#notice(orgId, policy, reached);
  }

  #standingsOf({ known, owed }: Account, pool: QuotaPool): readonly QuotaStanding[] {
    if (known === null) return [];
    return QUOTA_SPANS.map((span) => {
      const policy = QUOTAS[pool][span];
      const used = Math.min(policy.units, known[span].used + owed);
      const resetMs = Math.max(0, known[span].resetMs - (this.#now() - known[span].at));
      return {
        span,
        policy,
        used,
        left: policy.units - used,
        resetSeconds: Math.ceil(resetMs / 1000),
      };
    });
  }

  #accountOf(key: string): Account {
    const account = this.#accounts.get(key) ?? { owed: 0, toldAt: 0, noticed: 0, known: null };
    this.#accounts.delete(key);
    this.#accounts.set(key, account);
    if (this.#accounts.size > REMEMBERED)
      this.#accounts.delete(this.#accounts.keys().next().value ?? key);
    return account;
  }
}
