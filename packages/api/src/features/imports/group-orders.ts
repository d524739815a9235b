import type { FileRecord } from './read-records.ts';
import { type ImportedLine, type Reading, readOrderId, readOrderLine } from './read-order-line.ts';

/** A record that is not imported, whole as it stands in the file, and why. */
export type Rejection = {
  readonly lineNo: number;
  /** Names fields and numbers only, never a value. */
  readonly reason: string;
  readonly raw: string;
  /** Nothing is wrong with the record itself: it waits for another one of the same order. */
  readonly isHeldBack: boolean;
};

/** An order with all its lines. */
export type FileOrder = {
  readonly externalId: string;
  readonly placedAt: Date;
  readonly lines: readonly ImportedLine[];
  readonly totalMinor: number;
  readonly records: readonly FileRecord[];
};

/** A stretch of the file that is decided: an order to import, or records to put aside. */
export type Step = {
  readonly order: FileOrder | null;
  readonly rejections: readonly Rejection[];
  /** Null where no record of the stretch names an order. */
  readonly externalId: string | null;
  /** Whether the stretch goes on with an order that is too large to be held. */
  readonly isContinued: boolean;
  /** The last physical line of the stretch. */
  readonly throughLine: number;
};

/** A larger order is a wrong column, and would have to be held in memory. */
const LINES_PER_ORDER = 1_000;

type Open = {
  readonly externalId: string | null;
  readonly isContinued: boolean;
  readonly records: FileRecord[];
  readonly lines: ImportedLine[];
  readonly problems: Map<FileRecord, string>;
  /** Why every record is held back, whatever the records are like. */
  taint: string | null;
  endsInStray: boolean;
};

const NEIGHBOUR = 'held back: beside a line whose order cannot be read';

/**
 * Puts the records of each order together. An order is taken whole or not at all: one unusable record holds back the
 * others, because a bill without one of its lines is wrong. A record whose order cannot be read holds back the orders
 * on both sides, either of which it may belong to.
 */
export async function* groupOrders(
  records: AsyncIterable<FileRecord>,
  reading: Reading,
): AsyncGenerator<Step> {
  let open: Open | null = null;
  for await (const record of records) {
    const id = idOf(record, reading);
    if (open === null) {
      open = begin(id, null);
    } else if (id !== null && id !== open.externalId) {
      yield close(open);
      open = begin(id, open.endsInStray ? NEIGHBOUR : null);
    } else if (open.records.length >= LINES_PER_ORDER) {
      open.taint = `held back: more than ${LINES_PER_ORDER - 1} lines in one order`;
      yield close(open);
      open = begin(open.externalId, open.taint, true);
    }
    add(open, record, id, reading);
  }
  if (open !== null) yield close(open);
}

function begin(externalId: string | null, taint: string | null, isContinued = false): Open {
  return {
    externalId,
    isContinued,
    records: [],
    lines: [],
    problems: new Map(),
    taint,
    endsInStray: false,
  };
}

function add(open: Open, record: FileRecord, id: string | null, reading: Reading): void {
  open.records.push(record);
  open.endsInStray = id === null;
  if (id === null) {
    open.problems.set(
      record,
      'problem' in record ? record.problem : 'order_id is missing or too long',
    );
    if (open.externalId !== null) open.taint ??= NEIGHBOUR;
    return;
  }
  const line = 'problem' in record ? record : readOrderLine(record.fields, reading);
  if ('problem' in line) open.problems.set(record, line.problem);
  else open.lines.push(line);
}

/**
 * The order of a record. A broken record is believed only when its order stands in the first column, where what is
 * wrong further on cannot have moved it.
 */
function idOf(record: FileRecord, { columns }: Reading): string | null {
  if ('fields' in record) return readOrderId(record.fields, columns);
  return columns.at.order_id === 0 ? readOrderId(record.partial, columns) : null;
}

function close({ externalId, isContinued, records, lines, problems, taint }: Open): Step {
  const step = { externalId, isContinued, throughLine: records.at(-1)?.lastLine ?? 0 };
  const [first] = lines;
  if (problems.size === 0 && taint === null && externalId !== null && first !== undefined) {
    const totalMinor = lines.reduce((sum, line) => sum + line.lineTotalMinor, 0);
    const order = { externalId, placedAt: first.placedAt, lines, totalMinor, records };
    return { ...step, order, rejections: [] };
  }
  const [broken] = problems.keys();
  const wait = taint ?? `held back: line ${broken?.firstLine} of the same order cannot be used`;
  return {
    ...step,
    order: null,
    rejections: reject(records, (record) => problems.get(record), wait),
  };
}

/** Puts records aside; those without a problem of their own wait for the reason given. */
export function reject(
  records: readonly FileRecord[],
  problemOf: (record: FileRecord) => string | undefined,
  wait: string,
): readonly Rejection[] {
  return records.map((record) => {
    const problem = problemOf(record);
    return {
      lineNo: record.firstLine,
      reason: problem ?? wait,
      raw: record.raw,
      isHeldBack: problem === undefined,
    };
  });
}
