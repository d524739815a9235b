import postgres from 'postgres';

/**
 * State shared by the queries of one pipeline (one implicit transaction up to its Sync). The
 * patched driver writes it while it reads the server's answers.
 */
export type Pipeline = {
  /** First error of the server; everything behind it is refused with the same error. */
  error: Error | null;
  /** Statements sent, statements answered. */
  asked: number;
  answered: number;
  /** Answered statements that began or ended a transaction block. */
  control: number;
  /** Transaction status byte of ReadyForQuery, 0 before Sync is answered. */
  status: number;
};

/** A fresh pipeline. */
export function newPipeline(): Pipeline {
  return { error: null, asked: 0, answered: 0, control: 0, status: 0 };
}

/** Transaction status bytes (PostgreSQL protocol, ReadyForQuery). */
export const STATUS_IDLE = 73;

/** Rows of one statement with the command tag of the server. */
export type DriverResult = readonly unknown[] & { readonly command: string | null };

/** A query of the driver: sent at the first `then`, `values()` gives rows as arrays. */
export type DriverQuery = Promise<DriverResult> & { values(): DriverQuery };

/** The part of a reserved driver connection that is used here, with the patch's options. */
export type DriverConnection = {
  unsafe(
    text: string,
    parameters: readonly (string | null)[],
    options: {
      readonly prepare: boolean;
      readonly simple: false;
      readonly pipeline: Pipeline;
      readonly sync?: true;
    },
  ): DriverQuery;
};

/** Options of {@link openDriver}; times in milliseconds. */
export type DriverOptions = {
  readonly url: string;
  readonly applicationName: string;
  readonly statementTimeoutMs: number;
  readonly transactionTimeoutMs: number;
  readonly connectTimeoutMs: number;
};

/** One physical connection and the handle that ends it. */
export type Driver = {
  readonly connection: DriverConnection;
  /** Ends the socket at once; whatever waits on it is rejected. */
  destroy(): Promise<void>;
};

const unchanged = (text: string) => text;
const noop = () => undefined;

/**
 * Drizzle maps dates itself and expects their text. Arrays of everyday types are parsed here, so
 * that no type query has to run when a connection opens; other arrays come as text, which drizzle's
 * array columns parse.
 */
const TYPES = {
  date: { to: 1184, from: [1082, 1083, 1114, 1184], serialize: unchanged, parse: unchanged },
  textArray: { to: 1009, from: [1003, 1009, 1015, 2951], serialize: unchanged, parse: parseArray },
  numberArray: {
    to: 1007,
    from: [1005, 1007, 1021, 1022],
    serialize: unchanged,
    parse: (text: string) => parseArray(text).map((item) => (item === null ? null : Number(item))),
  },
};

/**
 * Opens one connection and resolves when the server is ready. The promise rejects with the
 * driver's or the server's error; `onClose` is called once if an opened connection ends.
 */
export async function openDriver(options: DriverOptions, onClose: () => void): Promise<Driver> {
  const sql = postgres(options.url, {
    max: 1,
    prepare: true,
    fetch_types: false,
    idle_timeout: 0,
    max_lifetime: null,
    keep_alive: 30,
    connect_timeout: options.connectTimeoutMs / 1000,
    onnotice: noop,
    onclose: onClose,
    types: TYPES,
    connection: {
      application_name: options.applicationName,
      statement_timeout: options.statementTimeoutMs,
      transaction_timeout: options.transactionTimeoutMs,
      idle_in_transaction_session_timeout: options.statementTimeoutMs,
      TimeZone: 'UTC',
      DateStyle: 'ISO, YMD',
    },
  });
  const destroy = () => sql.end({ timeout: 0 });
  try {
    const connection = (await sql.reserve()) as unknown as DriverConnection;
    return { connection, destroy };
  } catch (error) {
    await destroy();
    throw error;
  }
}

/** Parses a one-dimensional array literal of PostgreSQL; elements stay text. */
export function parseArray(literal: string): (string | null)[] {
  const items: (string | null)[] = [];
  let index = 1;
  while (index < literal.length - 1) {
    let item = '';
    const quoted = literal[index] === '"';
    if (quoted) index += 1;
    while (index < literal.length) {
      const character = literal[index];
      if (quoted ? character === '"' : character === ',' || character === '}') break;
      if (character === '\\') index += 1;
      item += literal[index] ?? '';
      index += 1;
    }
    items.push(!quoted && item === 'NULL' ? null : item);
    index += quoted ? 2 : 1;
  }
  return items;
}
