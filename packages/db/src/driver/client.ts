import postgres from 'postgres';
import type { ExpectedQuery } from './pipeline.ts';

/** The part of a reserved connection that is used here; both members come from the patch. */
export type DriverConnection = {
  /**
   * Queues a query whose answer will come. False when it was rejected at once (closed socket,
   * broken pipeline): then nothing must be sent for it.
   */
  expect(query: ExpectedQuery): boolean;
  /** Writes to the socket; nothing happens when it is closed. */
  send(bytes: Buffer): void;
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
