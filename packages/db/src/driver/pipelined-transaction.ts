import { publicError, TransactionMisuse } from '../errors.ts';
import { newPipeline, STATUS_IDLE, type DriverQuery, type Pipeline } from './client.ts';
import type { Connection, Holder } from './connection.ts';
import type { ConnectionPool } from './connection-pool.ts';
import type { SqlClient } from './drizzle-handle.ts';
import { encodeParameter } from './encode-parameter.ts';

/** How a transaction begins and what it may do. */
export type Access = 'read' | 'write';

/** The two ends of the promise a transaction settles. */
export type Outcome<T> = {
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
};

const READ_ONLY = "pg_catalog.set_config('transaction_read_only', 'on', true)";
const ENTER = 'select app.enter($1)';
const ENTER_READ = `${ENTER}, ${READ_ONLY}`;
const ignore = () => undefined;

/**
 * One transaction on one connection; also the client on which drizzle runs its queries.
 *
 * No statement carries a Sync before the end, so the opening statements and the first queries
 * leave in one flush. A read needs no BEGIN: what lies between two Syncs is one implicit
 * transaction (PostgreSQL manual, "Extended Query: Pipelining"). A write opens a block, because an
 * implicit transaction can only be abandoned with a warning in the server's log.
 */
export class PipelinedTransaction<T> implements Holder, SqlClient {
  readonly pipeline: Pipeline = newPipeline();
  readonly #pool: ConnectionPool;
  readonly #connection: Connection;
  readonly #outcome: Outcome<T>;
  readonly #write: boolean;
  #opening: Promise<unknown> = Promise.resolve();
  #openingStatements = 0;
  #accepting = true;
  #settled = false;
  #committing = false;

  constructor(pool: ConnectionPool, connection: Connection, access: Access, outcome: Outcome<T>) {
    this.#pool = pool;
    this.#connection = connection;
    this.#write = access === 'write';
    this.#outcome = outcome;
    connection.holder = this;
  }

  /**
   * Queues the opening statements. `close all` drops cursors WITH HOLD that an earlier transaction
   * of the pooled connection may have left. A refused context ends the transaction at once.
   */
  open(signedContext: string | null): void {
    this.#send('close all');
    if (this.#write) this.#send('begin');
    if (signedContext !== null) {
      this.#opening = this.#send(this.#write ? ENTER : ENTER_READ, [signedContext]);
    } else if (!this.#write) {
      this.#opening = this.#send(`select ${READ_ONLY}`);
    }
    this.#openingStatements = this.pipeline.asked;
  }

  /** Called by drizzle for each query; refused once the transaction is over. */
  unsafe(text: string, parameters: readonly unknown[] = []): DriverQuery {
    if (!this.#accepting) throw new TransactionMisuse('the transaction of this handle has ended');
    return this.#connection.query(this.pipeline, text, parameters.map(encodeParameter));
  }

  /** Nested transactions do not exist here. */
  begin(): never {
    throw new TransactionMisuse('a transaction is open already; it cannot be nested');
  }

  /** Savepoints do not exist here: after a refused statement the transaction is lost. */
  savepoint(): never {
    throw new TransactionMisuse('savepoints are not supported');
  }

  /** The work is done: ends a read and answers at once; commits a write and answers after it. */
  finish(value: T): void {
    const { pipeline } = this;
    if (this.#settled) return;
    if (pipeline.error !== null) return this.fail(pipeline.error);
    if (pipeline.answered < this.#openingStatements) {
      this.#opening.then(() => this.finish(value), ignore);
      return;
    }
    if (this.#steered()) return this.fail(steeringError());
    this.#accepting = false;
    if (this.#write) this.#commit(value);
    else this.#endRead(value);
  }

  /** Something failed: rejects at once with the public form of the error, then rolls back. */
  fail(error: unknown): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#accepting = false;
    this.#outcome.reject(publicError(error, this.#committing));
    this.#rollBack();
  }

  lost(): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#accepting = false;
    this.#outcome.reject(publicError(closedError(), this.#committing));
  }

  #send(text: string, parameters?: readonly string[]): DriverQuery {
    const query = this.#connection.query(this.pipeline, text, parameters);
    query.then(undefined, (error: unknown) => this.fail(error));
    return query;
  }

  /** Has a statement other than our own begun or ended a transaction block? */
  #steered(): boolean {
    return this.pipeline.control !== (this.#write ? 1 : 0);
  }

  // The next transaction may queue behind this one's Sync at once: the connection is handed on
  // without waiting for the answer, which for a read can only be "idle" or a lost connection.
  #endRead(value: T): void {
    const { pipeline } = this;
    const connection = this.#connection;
    this.#settled = true;
    connection.sync(pipeline).then(
      () => {
        if (pipeline.status !== STATUS_IDLE || pipeline.control !== 0) void connection.destroy();
      },
      () => void connection.destroy(),
    );
    this.#pool.release(connection);
    this.#outcome.resolve(value);
  }

  #commit(value: T): void {
    const { pipeline } = this;
    this.#committing = true;
    const commit = this.#connection.query(pipeline, 'commit');
    const sync = this.#connection.sync(pipeline);
    commit.then(
      (result) => {
        if (result.command !== 'COMMIT' || pipeline.control !== 2) return this.fail(steeringError());
        this.#settled = true;
        this.#outcome.resolve(value);
        this.#releaseAfter(sync);
      },
      (error: unknown) => this.fail(error),
    );
    sync.then(undefined, ignore);
  }

  #rollBack(): void {
    const connection = this.#connection;
    if (connection.closed) return;
    if (this.pipeline.control > 1 || (!this.#write && this.pipeline.control > 0)) {
      void connection.destroy();
      return;
    }
    if (this.#write && this.pipeline.error === null) {
      connection.query(this.pipeline, 'rollback').then(undefined, ignore);
    }
    this.#releaseAfter(connection.sync(this.pipeline));
  }

  /** Gives the connection back once Sync says it is idle; an aborted block is rolled back first. */
  #releaseAfter(sync: DriverQuery): void {
    const connection = this.#connection;
    const destroy = () => void connection.destroy();
    sync.then(() => {
      if (this.pipeline.status === STATUS_IDLE) return this.#pool.release(connection);
      const cleanUp = newPipeline();
      connection.query(cleanUp, 'rollback').then(undefined, ignore);
      connection.sync(cleanUp).then(() => {
        if (cleanUp.status === STATUS_IDLE) this.#pool.release(connection);
        else destroy();
      }, destroy);
    }, destroy);
  }
}

function steeringError(): TransactionMisuse {
  return new TransactionMisuse('a statement began or ended the transaction itself');
}

function closedError(): Error {
  return Object.assign(new Error('the connection was closed'), { code: 'CONNECTION_CLOSED' });
}
