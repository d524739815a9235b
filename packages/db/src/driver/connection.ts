import { openDriver, type Driver, type DriverConnection, type DriverOptions } from './client.ts';
import { MessageWriter } from './message-writer.ts';
import {
  OwnQuery,
  WorkQuery,
  type DriverResult,
  type ExpectedQuery,
  type Pipeline,
  type Statement,
} from './pipeline.ts';

/** The transaction that uses a connection at the moment. */
export type Holder = {
  readonly pipeline: Pipeline;
  /** The next bytes are about to leave: the last chance to queue something with them. */
  flushing(): void;
  /** The connection has ended; nothing more will be answered. */
  lost(): void;
};

/** Query shapes kept prepared per connection; further ones are parsed at each use. */
const MAX_PREPARED = 400;
/** Statements with more parameters (bulk inserts, long lists) are not worth a prepared plan. */
const MAX_PREPARED_PARAMETERS = 100;
/** Bytes that leave without waiting for the end of the turn. */
const EARLY_FLUSH_BYTES = 262_144;

const NO_PARAMETERS: readonly never[] = [];

/** One physical connection, always inside at most one transaction. */
export class Connection {
  /** Set once, when the socket has ended or must not be used again. */
  closed = false;
  holder: Holder | null = null;
  /** Epoch milliseconds after which the connection is replaced instead of kept. */
  readonly expiresAtMs: number;
  readonly #statements = new Map<string, Statement>();
  readonly #writer = new MessageWriter();
  readonly #onClose: (connection: Connection) => void;
  readonly #flush = () => this.#flushNow();
  #driver: Driver | null = null;
  #socket: DriverConnection | null = null;
  #named = 0;
  #scheduled = false;
  #synced = true;

  private constructor(expiresAtMs: number, onClose: (connection: Connection) => void) {
    this.expiresAtMs = expiresAtMs;
    this.#onClose = onClose;
  }

  /** Opens a connection; `onClose` is called at most once, after it was open. */
  static async open(
    options: DriverOptions,
    expiresAtMs: number,
    onClose: (connection: Connection) => void,
  ): Promise<Connection> {
    const connection = new Connection(expiresAtMs, onClose);
    const driver = await openDriver(options, () => connection.#ended());
    connection.#driver = driver;
    connection.#socket = driver.connection;
    return connection;
  }

  /** Queues a statement of the work; it leaves with the next flush. */
  query(pipeline: Pipeline, text: string, parameters: readonly (string | null)[]): WorkQuery {
    const statement = this.#statement(text, parameters.length);
    const query = new WorkQuery(pipeline, statement);
    this.#queue(query, statement, text, parameters);
    return query;
  }

  /** Queues a statement of the layer itself. */
  command(
    pipeline: Pipeline,
    text: string,
    onAnswer: (result: DriverResult) => void,
    onError: (error: Error) => void,
    parameters: readonly string[] = NO_PARAMETERS,
  ): void {
    const statement = this.#statement(text, parameters.length);
    const query = new OwnQuery(pipeline, statement, onAnswer, onError);
    this.#queue(query, statement, text, parameters);
  }

  /** Queues Sync, the end of a pipeline; its answer sets `pipeline.status`. */
  sync(pipeline: Pipeline, onAnswer: () => void, onError: () => void): void {
    const query = new OwnQuery(pipeline, null, onAnswer, onError);
    if (this.#socket?.expect(query) !== true) return;
    this.#writer.sync();
    this.#written(true);
  }

  /** Ends the socket and rejects what waits on it. Safe to call twice. */
  destroy(): Promise<void> {
    this.#ended();
    return this.#driver?.destroy() ?? Promise.resolve();
  }

  #queue(
    query: ExpectedQuery,
    statement: Statement,
    text: string,
    parameters: readonly (string | null)[],
  ): void {
    query.pipeline.asked += 1;
    if (this.#socket?.expect(query) !== true) return;
    if (!statement.parsed) this.#writer.prepare(statement.name, text);
    this.#writer.execute(statement.name, parameters);
    this.#written(false);
  }

  // A statement whose Parse is still under way, or has failed, gets another name.
  #statement(text: string, parameterCount: number): Statement {
    const known = this.#statements.get(text);
    if (known?.parsed === true) return known;
    const named =
      parameterCount <= MAX_PREPARED_PARAMETERS &&
      (known !== undefined || this.#statements.size < MAX_PREPARED);
    const name = named ? `s${(this.#named += 1)}` : '';
    const statement: Statement = { name, types: [], columns: null, parsed: false };
    if (named) this.#statements.set(text, statement);
    return statement;
  }

  #written(synced: boolean): void {
    this.#synced = synced;
    // Whatever leaves early still needs the Flush or Sync behind it, or the server keeps its answer.
    if (this.#writer.length > EARLY_FLUSH_BYTES) this.#socket?.send(this.#writer.take());
    if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(this.#flush);
    }
  }

  #flushNow(): void {
    this.holder?.flushing();
    this.#scheduled = false;
    if (!this.#synced) this.#writer.flush();
    if (this.#writer.length > 0) this.#socket?.send(this.#writer.take());
  }

  #ended(): void {
    if (this.closed) return;
    this.closed = true;
    const { holder } = this;
    this.holder = null;
    if (this.#socket !== null) this.#onClose(this);
    holder?.lost();
  }
}
