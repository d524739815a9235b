/** Bounds how much of something runs at once, and how much may wait for it. */
import { AppError } from '@toster/contracts/errors';

/**
 * At most `limit` tasks at once and at most `queue` waiting, first come first served; beyond that `AppError`
 * UNAVAILABLE at once. Refusing is the point: a queue without an end is the outage it was meant to prevent.
 */
export class Semaphore {
  readonly #limit: number;
  readonly #queue: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(limit: number, queue: number) {
    this.#limit = limit;
    this.#queue = queue;
  }

  async run<T>(task: () => Promise<T>): Promise<T> {
    await this.#enter();
    try {
      return await task();
    } finally {
      // The place passes straight to the next in line, so nobody can slip in between.
      const next = this.#waiting.shift();
      if (next === undefined) this.#running--;
      else next();
    }
  }

  async #enter(): Promise<void> {
    if (this.#running < this.#limit) {
      this.#running++;
      return;
    }
    if (this.#waiting.length >= this.#queue)
      throw new AppError('UNAVAILABLE', { details: { retryAfterSeconds: 1 } });
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}
