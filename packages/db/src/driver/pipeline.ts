/**
 * State shared by the queries of one pipeline: a run of statements that ends with one Sync. The
 * patched driver writes it while it reads the server's answers.
 */
export type Pipeline = {
  /** First error of the server; everything behind it is refused with the same error. */
  error: Error | null;
  /** Statements queued, statements answered. */
  asked: number;
  answered: number;
  /** Answered statements that began or ended a transaction block. */
  control: number;
  /** An answered statement may have changed the session (SET, LISTEN, DECLARE CURSOR, …). */
  stained: boolean;
  /** Answered statements of the work that neither read nor write rows (ALTER, SET, GRANT, …). */
  foreign: number;
  /** Transaction status byte of ReadyForQuery, 0 before Sync is answered. */
  status: number;
};

/** Command tags of the statements that work on rows. */
const ROW_COMMANDS: ReadonlySet<string | null> = new Set([
  'SELECT',
  'INSERT',
  'UPDATE',
  'DELETE',
  'MERGE',
  'COPY',
]);

/** Status byte "idle" (PostgreSQL manual, "Message Formats", ReadyForQuery). */
const STATUS_IDLE = 73;

/** A fresh pipeline. */
export function newPipeline(): Pipeline {
  return { error: null, asked: 0, answered: 0, control: 0, stained: false, foreign: 0, status: 0 };
}

/** Has Sync been answered outside of any transaction block? */
export function isIdle(pipeline: Pipeline): boolean {
  return pipeline.status === STATUS_IDLE;
}

/** Has nothing in it touched the session or a role's settings, so that the connection can serve on? */
export function leftNothing(pipeline: Pipeline): boolean {
  return !pipeline.stained && pipeline.foreign === 0;
}

/** A prepared statement; the driver fills in what the server tells about it. */
export type Statement = {
  /** Empty for a statement that is parsed at each use. */
  readonly name: string;
  readonly types: number[];
  columns: unknown;
  /** The server knows it under its name. */
  parsed: boolean;
};

/** Rows of one statement with the command tag of the server. */
export type DriverResult = readonly unknown[] & { readonly command: string | null };

/** What the driver needs to know of a query whose answer it reads. */
export type ExpectedQuery = {
  readonly pipeline: Pipeline;
  readonly statement: Statement | null;
  /** The query is the Sync that ends the pipeline. */
  readonly sync: boolean;
  /** `values`: rows come as arrays instead of objects. */
  readonly isRaw: false | 'values';
  /** Read by the driver when it decorates an error. */
  readonly origin: string;
  active: boolean;
  resolve(result: DriverResult): void;
  reject(error: Error): void;
};

/** A query whose answer goes to plain functions: the layer's own statements, and Sync. */
export class OwnQuery implements ExpectedQuery {
  readonly pipeline: Pipeline;
  readonly statement: Statement | null;
  readonly sync: boolean;
  readonly isRaw = false;
  readonly origin = '';
  active = false;
  readonly resolve: (result: DriverResult) => void;
  readonly reject: (error: Error) => void;

  constructor(
    pipeline: Pipeline,
    statement: Statement | null,
    resolve: (result: DriverResult) => void,
    reject: (error: Error) => void,
  ) {
    this.pipeline = pipeline;
    this.statement = statement;
    this.sync = statement === null;
    this.resolve = resolve;
    this.reject = reject;
  }
}

/** A query of the work: awaited as it is or as `values()`, in the way drizzle does. */
export class WorkQuery implements ExpectedQuery, PromiseLike<DriverResult> {
  readonly pipeline: Pipeline;
  readonly statement: Statement;
  readonly sync = false;
  isRaw: false | 'values' = false;
  readonly origin = '';
  active = false;
  readonly reject: (error: Error) => void;
  readonly #resolve: (result: DriverResult) => void;
  readonly #answer: Promise<DriverResult>;

  constructor(pipeline: Pipeline, statement: Statement) {
    this.pipeline = pipeline;
    this.statement = statement;
    const { promise, resolve, reject } = Promise.withResolvers<DriverResult>();
    this.#answer = promise;
    this.#resolve = resolve;
    this.reject = reject;
  }

  /** Called by the driver with the answer; notes a statement that is not about rows. */
  resolve(result: DriverResult): void {
    if (!ROW_COMMANDS.has(result.command)) this.pipeline.foreign += 1;
    this.#resolve(result);
  }

  /** The rows as arrays of column values. */
  values(): Promise<DriverResult> {
    this.isRaw = 'values';
    return this.#answer;
  }

  // oxlint-disable-next-line unicorn/no-thenable -- drizzle awaits the query itself
  then<A = DriverResult, B = never>(
    onAnswer?: ((result: DriverResult) => A | PromiseLike<A>) | null,
    onError?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#answer.then(onAnswer, onError);
  }
}
