import {
  openDriver,
  type Driver,
  type DriverConnection,
  type DriverOptions,
  type DriverQuery,
  type Pipeline,
} from './client.ts';

/** The transaction that uses a connection at the moment. */
export type Holder = {
  readonly pipeline: Pipeline;
  /** The connection has ended; nothing more will be answered. */
  lost(): void;
};

/** Query shapes kept prepared per connection; further ones are parsed at each use. */
const MAX_PREPARED = 400;
/** Statements with more parameters (bulk inserts, long lists) are not worth a prepared plan. */
const MAX_PREPARED_PARAMETERS = 100;

const NO_PARAMETERS: readonly never[] = [];

/** One physical connection, always inside at most one transaction. */
export class Connection {
  /** Set once, when the socket has ended or must not be used again. */
  closed = false;
  holder: Holder | null = null;
  /** Epoch milliseconds after which the connection is replaced instead of kept. */
  readonly expiresAtMs: number;
  readonly #prepared = new Set<string>();
  #driver: Driver | null = null;
  #sql: DriverConnection | null = null;
  readonly #onClose: (connection: Connection) => void;

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
    connection.#sql = driver.connection;
    return connection;
  }

  /** Queues one statement; it leaves with the next flush. All parameters are text. */
  query(
    pipeline: Pipeline,
    text: string,
    parameters: readonly (string | null)[] = NO_PARAMETERS,
  ): DriverQuery {
    pipeline.asked += 1;
    const prepare = parameters.length <= MAX_PREPARED_PARAMETERS && this.#remember(text);
    return this.#open().unsafe(text, parameters, { prepare, simple: false, pipeline });
  }

  /** Queues Sync, the end of a pipeline; its answer sets `pipeline.status`. */
  sync(pipeline: Pipeline): DriverQuery {
    return this.#open().unsafe('', NO_PARAMETERS, {
      prepare: false,
      simple: false,
      pipeline,
      sync: true,
    });
  }

  /** Ends the socket and rejects what waits on it. Safe to call twice. */
  destroy(): Promise<void> {
    this.#ended();
    return this.#driver?.destroy() ?? Promise.resolve();
  }

  #open(): DriverConnection {
    if (this.#sql === null) throw new Error('the connection is not open');
    return this.#sql;
  }

  #remember(text: string): boolean {
    if (this.#prepared.has(text)) return true;
    if (this.#prepared.size >= MAX_PREPARED) return false;
    this.#prepared.add(text);
    return true;
  }

  #ended(): void {
    if (this.closed) return;
    this.closed = true;
    const { holder } = this;
    this.holder = null;
    if (this.#sql !== null) this.#onClose(this);
    holder?.lost();
  }
}
