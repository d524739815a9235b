import type { OrgFacts } from '@toster/auth/load-rights';
import type { Rights } from '@toster/contracts/rbac/rights';

/** A member of an organisation, as one generation of their rights has it. */
export type Member = {
  readonly staffId: string;
  readonly org: OrgFacts;
  readonly rights: Rights;
  /** From when on the organisation asks for a second factor; null: it does not. Epoch milliseconds. */
  readonly factorFrom: number | null;
  /** What row policies read of the rights. */
  readonly capabilities: Readonly<Record<string, readonly string[]>>;
};

/** Whose rights, and which generation of them. */
export type MemberKey = {
  readonly accountId: string;
  readonly orgId: string;
  readonly epoch: number;
};

/**
 * The rights of the members seen last. An entry cannot outlive its truth: the generation is part of
 * the key, and the database checks it at the start of every transaction.
 */
export class RightsCache {
  readonly #limit: number;
  readonly #entries = new Map<string, Promise<Member>>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The member, loaded once however many calls ask at the same time. A failed load is not kept. */
  get(key: MemberKey, load: () => Promise<Member>): Promise<Member> {
    const name = nameOf(key);
    const known = this.#entries.get(name);
    if (known !== undefined) {
      // Moves to the end of the map's order, which is the order of use.
      this.#entries.delete(name);
      this.#entries.set(name, known);
      return known;
    }
    const loading = load();
    this.#entries.set(name, loading);
    loading.catch(() => {
      if (this.#entries.get(name) === loading) this.#entries.delete(name);
    });
    if (this.#entries.size > this.#limit) {
      const [oldest] = this.#entries.keys();
      if (oldest !== undefined) this.#entries.delete(oldest);
    }
    return loading;
  }

  /** Forgets a member whom the database called stale. */
  forget(key: MemberKey): void {
    this.#entries.delete(nameOf(key));
  }

  get size(): number {
    return this.#entries.size;
  }
}

function nameOf({ accountId, orgId, epoch }: MemberKey): string {
  return `${accountId} ${orgId} ${epoch}`;
}
