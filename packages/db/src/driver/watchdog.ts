import type { Connection } from './connection.ts';
import type { Pipeline } from './pipeline.ts';

const TICK_MS = 1_000;

type Mark = { readonly pipeline: Pipeline; readonly answered: number; readonly sinceMs: number };

/**
 * Ends connections on which a statement has had no answer for `silenceMs`: a server that vanished
 * without closing the socket would otherwise hang its callers until TCP gives up. One timer for
 * the whole pool; a query costs nothing.
 */
export class Watchdog {
  readonly #connections: Iterable<Connection>;
  readonly #silenceMs: number;
  readonly #marks = new WeakMap<Connection, Mark>();
  readonly #timer: NodeJS.Timeout;

  constructor(connections: Iterable<Connection>, silenceMs: number) {
    this.#connections = connections;
    this.#silenceMs = silenceMs;
    this.#timer = setInterval(() => this.#look(), Math.min(TICK_MS, silenceMs));
    this.#timer.unref();
  }

  /** Stops looking. */
  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const nowMs = Date.now();
    for (const connection of this.#connections) {
      const pipeline = connection.holder?.pipeline;
      if (pipeline === undefined || pipeline.asked === pipeline.answered) {
        this.#marks.delete(connection);
        continue;
      }
      const mark = this.#marks.get(connection);
      if (mark?.pipeline !== pipeline || mark.answered !== pipeline.answered) {
        this.#marks.set(connection, { pipeline, answered: pipeline.answered, sinceMs: nowMs });
      } else if (nowMs - mark.sinceMs >= this.#silenceMs) {
        void connection.destroy();
      }
    }
  }
}
