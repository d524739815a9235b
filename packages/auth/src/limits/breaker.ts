/** Keeps a store that does not answer from being asked, and its slowness from being everybody's. */

/** How long an answer may take, and how long nobody asks after one that failed. Milliseconds. */
export const STORE_DEADLINE_MS = 300;
export const STORE_PAUSE_MS = 10_000;

/** What a broken store answers: nothing. */
export const NO_ANSWER = Symbol('no answer');

/** Told once when a store stops answering and once when it answers again. */
export type BreakerListener = (state: 'open' | 'closed', cause?: unknown) => void;

/**
 * A circuit breaker. After a call that rejects or takes longer than the deadline it lets nothing through for the
 * pause, then one call as a probe; what that one meets decides for all.
 */
export class Breaker {
  readonly #now: () => number;
  readonly #listener: BreakerListener;
  #openUntil: number | null = null;
  #probing = false;

  /** `now` in milliseconds, monotonic. */
  constructor(listener: BreakerListener = () => undefined, now = () => performance.now()) {
    this.#listener = listener;
    this.#now = now;
  }

  /** The call's answer, or NO_ANSWER where it failed, took too long, or was not made. Never rejects. */
  async ask<T>(call: () => Promise<T>): Promise<T | typeof NO_ANSWER> {
    const isProbe = this.#openUntil !== null;
    if (isProbe && (this.#probing || this.#now() < (this.#openUntil ?? 0))) return NO_ANSWER;
    this.#probing = isProbe;
    try {
      const answer = await within(call());
      if (isProbe) {
        this.#openUntil = null;
        this.#listener('closed');
      }
      return answer;
    } catch (cause) {
      if (this.#openUntil === null) this.#listener('open', cause);
      this.#openUntil = this.#now() + STORE_PAUSE_MS;
      return NO_ANSWER;
    } finally {
      if (isProbe) this.#probing = false;
    }
  }
}

function within<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the store took too long')), STORE_DEADLINE_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
