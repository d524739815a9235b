import { createHash, type Hash } from 'node:crypto';
import { type Columns, type PriceMeaning, readHeader } from './columns.ts';
import { groupOrders, type Step } from './group-orders.ts';
import { ImportError } from './import-error.ts';
import { readLines, type ReadProgress } from './read-lines.ts';
import { readRecords } from './read-records.ts';
import type { Reading } from './read-order-line.ts';

/** What the person said about the file. */
export type TableOptions = {
  readonly path: string;
  readonly price: PriceMeaning;
  /** Field to column, where the names of the columns do not tell. */
  readonly map: ReadonlyMap<string, string>;
};

/** The stretches of a file, and the digest of its bytes once they are read to the end. */
export type Table = {
  readonly columns: Columns;
  readonly steps: AsyncIterable<Step>;
  digest(): string;
};

/** Reads the header and prepares the rest for reading. Throws an ImportError when the file is no table of orders. */
export async function openTable(
  options: TableOptions,
  reading: Omit<Reading, 'columns' | 'price'>,
  progress?: ReadProgress,
): Promise<Table> {
  const hash: Hash = createHash('sha256');
  const lines = readLines(options.path, hash, progress);
  const header = await lines.next();
  if (header.done === true) throw new ImportError('the file is empty');
  const { price, map } = options;
  const columns = readHeader(header.value.text, price, map, reading.placedAt === null);
  const records = readRecords(lines, columns.delimiter, columns.count);
  return {
    columns,
    steps: groupOrders(records, { ...reading, columns, price }),
    digest: () => hash.digest('hex'),
  };
}

/** What the first reading of a file finds out. */
export type Survey = {
  readonly columns: Columns;
  /** SHA-256 of the bytes, hex. */
  readonly digest: string;
  /** The last line that holds anything. */
  readonly lastLine: number;
  /** Orders whose lines do not stand together. */
  readonly scattered: ReadonlySet<string>;
};

/**
 * Reads the file to its end once, without touching the database: only then is it known which orders are in one piece.
 * Holds the ids of the orders in memory, not their lines.
 */
export async function surveyTable(
  options: TableOptions,
  reading: Omit<Reading, 'columns' | 'price'>,
  progress?: ReadProgress,
): Promise<Survey> {
  const table = await openTable(options, reading, progress);
  const seen = new Set<string>();
  const scattered = new Set<string>();
  let lastLine = 1;
  for await (const { externalId, isContinued, throughLine } of table.steps) {
    lastLine = throughLine;
    if (externalId === null || isContinued) continue;
    if (seen.has(externalId)) scattered.add(externalId);
    else seen.add(externalId);
  }
  return { columns: table.columns, digest: table.digest(), lastLine, scattered };
}
