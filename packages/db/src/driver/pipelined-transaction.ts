import { publicError, TransactionMisuse } from '../errors.ts';
import type { Connection, Holder } from './connection.ts';
import type { ConnectionPool } from './connection-pool.ts';
import type { SqlClient } from './drizzle-handle.ts';
import { encodeParameter } from './encode-parameter.ts';
import { newPipeline, type Pipeline, type WorkQuery } from './pipeline.ts';

/** The two ends of the promise a transaction settles. */
export type Outcome<T> = {
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
};

/** Where a transaction runs. */
export type Place = { readonly pool: ConnectionPool; readonly connection: Connection };

/**
 * One transaction on one connection; also the client on which drizzle runs its queries. Statements
 * carry no Sync of their own, so everything issued in one turn of the event loop leaves in one
 * flush (PostgreSQL manual, "Extended Query: Pipelining").
 */
export abstract class PipelinedTransaction<T> implements Holder, SqlClient {
  /** The pipeline that takes the next query. */
  pipeline: Pipeline = newPipeline();
  protected readonly pool: ConnectionPool;
  protected readonly connection: Connection;
  protected readonly outcome: Outcome<T>;
  protected accepting = true;
  protected settled = false;
  protected committing = false;
  #finishWith: { readonly value: T } | null = null;
  readonly #onOpened = () => {
    const later = this.#finishWith;
    if (later !== null) queueMicrotask(() => this.finish(later.value));
  };

  constructor(place: Place, outcome: Outcome<T>) {
    this.pool = place.pool;
    this.connection = place.connection;
    this.outcome = outcome;
    place.connection.holder = this;
  }

  /** The work has resolved: ends the transaction and settles the outcome. */
  abstract finish(value: T): void;

  /** Makes sure that the pipeline has begun before a query is queued. */
  protected abstract begun(): void;

  /** Undoes what was done and gives the connection back. */
  protected abstract abandon(): void;

  /** Called by drizzle for each query; refused once the transaction is over. */
  unsafe(text: string, parameters: readonly unknown[] = []): WorkQuery {
    if (!this.accepting) throw new TransactionMisuse('the transaction of this handle has ended');
    this.begun();
    return this.connection.query(this.pipeline, text, parameters.map(encodeParameter));
  }

  /** Nested transactions do not exist here. */
  begin(): never {
    throw new TransactionMisuse('a transaction is open already; it cannot be nested');
  }

  /** Savepoints do not exist here: after a refused statement the transaction is lost. */
  savepoint(): never {
    throw new TransactionMisuse('savepoints are not supported');
  }

  /** Something failed: rejects at once with the public form of the error, then undoes the rest. */
  fail(error: unknown): void {
    if (!this.settle()) return;
    this.outcome.reject(this.publicForm(error));
    if (!this.connection.closed) this.abandon();
  }

  flushing(): void {
    // Nothing to add.
  }

  lost(): void {
    const closed = Object.assign(new Error('the connection was closed'), {
      code: 'CONNECTION_CLOSED',
    });
    if (this.settle()) this.outcome.reject(this.publicForm(closed));
  }

  /** The form in which an error may leave the transaction. */
  protected publicForm(error: unknown): unknown {
    return publicError(error, this.committing);
  }

  /** Takes the right to settle the outcome; false when it has been settled already. */
  protected settle(): boolean {
    if (this.settled) return false;
    this.settled = true;
    this.accepting = false;
    return true;
  }

  /**
   * Queues an opening statement; its failure fails the transaction. The driver calls back while it
   * reads, so the consequences wait for the end of that.
   */
  protected send(text: string, parameters?: readonly string[]): void {
    this.connection.command(
      this.pipeline,
      text,
      this.#onOpened,
      (error) => queueMicrotask(() => this.fail(error)),
      parameters,
    );
  }

  /** Calls `finish` again once the opening statements have been answered. */
  protected finishLater(value: T): void {
    this.#finishWith = { value };
  }

  /** Gives the connection back, or ends it when it must not serve anybody else. */
  protected giveBack(reusable: boolean): void {
    if (reusable) this.pool.release(this.connection);
    else void this.connection.destroy();
  }
}

/** The error of a transaction whose block was begun or ended by a statement of the work. */
export function steeringError(): TransactionMisuse {
  return new TransactionMisuse('a statement began or ended the transaction itself');
}

/** The error of a transaction with a statement that is not about rows. */
export function foreignError(): TransactionMisuse {
  return new TransactionMisuse('only statements that read or write rows run here');
}
