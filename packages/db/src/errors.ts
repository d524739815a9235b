import { inspect } from 'node:util';

/** What a {@link DatabaseError} may tell: nothing that holds SQL, parameters or row values. */
export type DatabaseErrorFacts = {
  readonly sqlstate: string;
  readonly table?: string | undefined;
  readonly constraint?: string | undefined;
};

/**
 * PostgreSQL refused a statement. Message and own fields name SQLSTATE, table and constraint only;
 * SQL, parameters and the server's detail (which quotes row values) stay in the `cause`, which
 * neither enumerates nor prints.
 */
export class DatabaseError extends Error {
  override name = 'DatabaseError';
  readonly sqlstate: string;
  readonly table: string | undefined;
  readonly constraint: string | undefined;

  constructor(facts: DatabaseErrorFacts, cause: unknown) {
    const where = [facts.table, facts.constraint].filter((part) => part !== undefined).join(', ');
    super(`the database refused a statement: ${facts.sqlstate}${where && ` (${where})`}`, {
      cause,
    });
    this.sqlstate = facts.sqlstate;
    this.table = facts.table;
    this.constraint = facts.constraint;
  }

  [inspect.custom](): string {
    return this.stack ?? String(this);
  }
}

/** SQLSTATE TS001: the session has ended or the membership epoch has moved; reload the rights. */
export class ContextStale extends DatabaseError {
  override name = 'ContextStale';
}

/** SQLSTATE TS002: the signed context is forged, altered, expired or meant for another role. */
export class ContextInvalid extends DatabaseError {
  override name = 'ContextInvalid';
}

/**
 * The connection ended before the transaction had its answer, or none could be opened.
 * `commitUnknown` is true when a commit was under way: whether it happened must be looked up.
 */
export class ConnectionLost extends Error {
  override name = 'ConnectionLost';
  readonly commitUnknown: boolean;

  constructor(commitUnknown: boolean, cause?: unknown) {
    super(
      commitUnknown
        ? 'the database connection was lost during commit: the outcome is unknown'
        : 'the database connection was lost: nothing was committed',
      { cause },
    );
    this.commitUnknown = commitUnknown;
  }

  [inspect.custom](): string {
    return this.stack ?? String(this);
  }
}

/** All connections stayed busy for the whole of the bounded wait. */
export class PoolExhausted extends Error {
  override name = 'PoolExhausted';
}

/** The pool was closed before or while the caller waited for a connection. */
export class PoolClosed extends Error {
  override name = 'PoolClosed';
}

/** The code tried to steer the transaction itself, or used its handle after the end. */
export class TransactionMisuse extends Error {
  override name = 'TransactionMisuse';
}

type DriverError = Error & {
  readonly code?: unknown;
  readonly severity?: unknown;
  readonly table_name?: string;
  readonly constraint_name?: string;
};

const CONNECTION_CODES: ReadonlySet<unknown> = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
]);

/** SQLSTATEs with which a server refuses a connection only for now. */
const REFUSED_FOR_NOW: ReadonlySet<unknown> = new Set(['53300', '57P01', '57P02', '57P03']);

/** Is it worth trying again to open a connection after this error? */
export function isTransient(error: unknown): boolean {
  const code = (error as DriverError | null)?.code;
  return CONNECTION_CODES.has(code) || REFUSED_FOR_NOW.has(code);
}

/**
 * The form in which an error may leave a transaction. Errors of the driver and of drizzle become
 * the classes of this file; any other error (the caller's own) passes unchanged.
 */
export function publicError(error: unknown, commitUnknown = false): unknown {
  const origin = driverError(error);
  if (origin === undefined) return error;
  if (typeof origin.severity !== 'string') return new ConnectionLost(commitUnknown, origin);
  if (origin.severity === 'FATAL' || origin.severity === 'PANIC') {
    return new ConnectionLost(commitUnknown, origin);
  }
  const facts = {
    sqlstate: String(origin.code),
    table: origin.table_name,
    constraint: origin.constraint_name,
  };
  if (facts.sqlstate === 'TS001') return new ContextStale(facts, origin);
  if (facts.sqlstate === 'TS002') return new ContextInvalid(facts, origin);
  return new DatabaseError(facts, origin);
}

/**
 * SQLSTATE of a failed statement, for code inside a transaction that turns a known refusal (such
 * as 23505 of a named constraint) into its own error. The transaction is lost either way.
 */
export function refusalOf(error: unknown): DatabaseErrorFacts | undefined {
  const known = publicError(error);
  return known instanceof DatabaseError ? known : undefined;
}

function driverError(error: unknown): DriverError | undefined {
  let current = error;
  for (let depth = 0; depth < 3 && current instanceof Error; depth += 1) {
    const { code, severity }: DriverError = current;
    // Known by what it carries: the class's name does not survive a minified build.
    const refused = typeof severity === 'string' && typeof code === 'string';
    if (refused || CONNECTION_CODES.has(code)) return current;
    if (!isDrizzleQueryError(current)) return undefined;
    current = current.cause;
  }
  return undefined;
}

function isDrizzleQueryError(error: Error): boolean {
  return 'query' in error && 'params' in error;
}
