import { ConnectionLost, isTransient, PoolClosed, PoolExhausted, publicError } from '../errors.ts';
import type { DriverOptions } from './client.ts';
import { Connection } from './connection.ts';
import { Watchdog } from './watchdog.ts';

/** Options of {@link ConnectionPool}; times in milliseconds. */
export type ConnectionPoolOptions = DriverOptions & {
  readonly max: number;
  readonly acquireTimeoutMs: number;
  readonly lifetimeMs: number;
  /** How long a statement may stay without an answer before the connection is given up. */
  readonly silenceMs: number;
};

type Waiter = {
  readonly resolve: (connection: Connection) => void;
  readonly reject: (error: unknown) => void;
  readonly timer: NodeJS.Timeout;
};

const FIRST_RETRY_MS = 25;
const MAX_RETRY_MS = 500;

/**
 * At most `max` connections, opened on demand. The one used last is used next, which keeps its
 * prepared statements warm. A connection that ends is forgotten and replaced when somebody waits.
 */
export class ConnectionPool {
  readonly #options: ConnectionPoolOptions;
  readonly #all = new Set<Connection>();
  readonly #idle: Connection[] = [];
  readonly #waiters = new Set<Waiter>();
  readonly #watchdog: Watchdog;
  readonly #forget = (connection: Connection) => this.#remove(connection);
  #opening = 0;
  #retry: NodeJS.Timeout | null = null;
  #retryMs = FIRST_RETRY_MS;
  #lastFailure: unknown = undefined;
  #closed = false;
  #drained: (() => void) | null = null;

  constructor(options: ConnectionPoolOptions) {
    this.#options = options;
    this.#watchdog = new Watchdog(this.#all, options.silenceMs);
  }

  /** Connections open, of these idle, and callers that wait for one. */
  get stats(): { open: number; idle: number; waiting: number } {
    return { open: this.#all.size, idle: this.#idle.length, waiting: this.#waiters.size };
  }

  /**
   * A connection for one transaction: at once when one is idle, else a promise that rejects with
   * PoolExhausted, ConnectionLost (none can be opened) or PoolClosed after a bounded wait.
   */
  acquire(): Connection | Promise<Connection> {
    return this.#idle.pop() ?? this.#wait();
  }

  /** Gives a connection back after its transaction, to the caller who has waited longest. */
  release(connection: Connection): void {
    connection.holder = null;
    if (connection.closed) return;
    if (this.#closed || Date.now() > connection.expiresAtMs) {
      void connection.destroy();
      return;
    }
    this.#give(connection);
  }

  /** Refuses new work, lets running transactions end for `graceMs`, then ends every connection. */
  async close(graceMs: number): Promise<void> {
    this.#closed = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    for (const waiter of this.#waiters) this.#refuse(waiter, new PoolClosed('the pool is closed'));
    const ends = this.#idle.splice(0).map((connection) => connection.destroy());
    if (this.#all.size > 0) await this.#drain(graceMs);
    this.#watchdog.stop();
    await Promise.all([...ends, ...[...this.#all].map((connection) => connection.destroy())]);
  }

  #wait(): Promise<Connection> {
    if (this.#closed) return Promise.reject(new PoolClosed('the pool is closed'));
    const promise = new Promise<Connection>((resolve, reject) => {
      const timer = setTimeout(() => this.#giveUp(waiter), this.#options.acquireTimeoutMs);
      const waiter = { resolve, reject, timer };
      this.#waiters.add(waiter);
    });
    this.#grow();
    return promise;
  }

  #giveUp(waiter: Waiter): void {
    const { acquireTimeoutMs, max } = this.#options;
    const error =
      this.#lastFailure === undefined
        ? new PoolExhausted(
            `no database connection became free within ${acquireTimeoutMs} ms (${max} in use)`,
          )
        : new ConnectionLost(false, this.#lastFailure);
    this.#refuse(waiter, error);
  }

  #refuse(waiter: Waiter, error: unknown): void {
    clearTimeout(waiter.timer);
    this.#waiters.delete(waiter);
    waiter.reject(error);
  }

  #give(connection: Connection): void {
    for (const waiter of this.#waiters) {
      clearTimeout(waiter.timer);
      this.#waiters.delete(waiter);
      waiter.resolve(connection);
      return;
    }
    this.#idle.push(connection);
  }

  #grow(): void {
    if (this.#closed || this.#retry !== null) return;
    const room = this.#options.max - this.#all.size - this.#opening;
    const wanted = Math.min(room, this.#waiters.size - this.#opening);
    for (let count = 0; count < wanted; count += 1) void this.#openOne();
  }

  async #openOne(): Promise<void> {
    this.#opening += 1;
    // Spread over the second half of the lifetime, so that connections do not all end together.
    const expiresAtMs = Date.now() + this.#options.lifetimeMs * (0.5 + Math.random() / 2);
    try {
      const connection = await Connection.open(this.#options, expiresAtMs, this.#forget);
      this.#opening -= 1;
      this.#opened(connection);
    } catch (error) {
      this.#opening -= 1;
      this.#failed(error);
    }
  }

  #opened(connection: Connection): void {
    this.#lastFailure = undefined;
    this.#retryMs = FIRST_RETRY_MS;
    if (connection.closed) return this.#grow();
    if (this.#closed) {
      void connection.destroy();
      return;
    }
    this.#all.add(connection);
    this.#give(connection);
  }

  #failed(error: unknown): void {
    if (!isTransient(error)) {
      for (const waiter of this.#waiters) this.#refuse(waiter, publicError(error));
      return;
    }
    this.#lastFailure = error;
    if (this.#retry !== null || this.#closed) return;
    this.#retry = setTimeout(() => {
      this.#retry = null;
      this.#grow();
    }, this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, MAX_RETRY_MS);
  }

  #remove(connection: Connection): void {
    this.#all.delete(connection);
    const index = this.#idle.indexOf(connection);
    if (index !== -1) this.#idle.splice(index, 1);
    if (this.#all.size === 0) this.#drained?.();
    this.#grow();
  }

  async #drain(graceMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, graceMs);
      this.#drained = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
