import { setTimeout as sleep } from 'node:timers/promises';
import type { Fleet } from './fleet.ts';
import { GuestVisitor } from './guest-visitor.ts';
import { StaffVisitor } from './staff-visitor.ts';

/** Something a visitor did that was not answered as it should have been. */
export type Failure = { readonly what: string; readonly answer: string };

/** Counts what was done and keeps what failed. */
export class Tally {
  readonly failures: Failure[] = [];
  readonly done = { call: 0, refresh: 0, signIn: 0, search: 0 };

  note(what: keyof Tally['done'], answer: string | null, whose: string): void {
    this.done[what] += 1;
    if (answer !== null) this.failures.push({ what: `${what} of ${whose}`, answer });
  }
}

/** Somebody who calls, refreshes and signs in, one after the other. */
export type Visitor = {
  /** The next thing they do. */
  visit(): Promise<void>;
  /** What they remember of the log is older than the log keeps addresses. */
  forgetSearches(): void;
};

/** Visitors of all kinds who never rest, but when they are asked to stand still. */
export class Traffic {
  readonly tally = new Tally();
  readonly #fleet: Fleet;
  readonly #visitors: readonly Visitor[];
  readonly #loops: readonly Promise<void>[];
  #gate: Promise<void> = Promise.resolve();
  #waiting = 0;
  #stopped = false;

  constructor(fleet: Fleet) {
    this.#fleet = fleet;
    this.#visitors = fleet.houses.flatMap(({ slug, owner, guests }, index) => [
      new StaffVisitor(fleet, owner, `198.51.100.${index + 1}`, this.tally),
      new GuestVisitor(fleet, { slug, guests, ip: `203.0.113.${index + 1}` }, this.tally),
    ]);
    this.#loops = this.#visitors.map((visitor) => this.#loop(visitor));
  }

  async #loop(visitor: Visitor): Promise<void> {
    while (!this.#stopped) {
      this.#waiting += 1;
      await this.#gate;
      this.#waiting -= 1;
      await visitor.visit();
      await sleep(5 + Math.random() * 10);
    }
  }

  /** Lets a time pass in which everybody stands still. */
  async sleepFor(milliseconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#gate = promise;
    while (this.#waiting < this.#visitors.length) await sleep(5);
    this.#fleet.advance(milliseconds);
    resolve();
  }

  forgetSearches(): void {
    for (const visitor of this.#visitors) visitor.forgetSearches();
  }

  /** Everybody ends what they are at. */
  async stop(): Promise<Tally> {
    this.#stopped = true;
    await Promise.all(this.#loops);
    return this.tally;
  }
}
