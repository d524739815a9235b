import type { Problem } from '@toster/contracts/imports/problems';
import { reject, type Step } from '../kind.ts';
import type { FileRecord } from '../table/read-records.ts';
import { type ImportedLine, type Reading, readOrderId, readOrderLine } from './read-order-line.ts';

/** An order with all its lines. */
export type FileOrder = {
  readonly externalId: string;
  readonly placedAt: Date;
  readonly lines: readonly ImportedLine[];
  readonly totalMinor: number;
  readonly records: readonly FileRecord[];
};

/** A larger order is a wrong column, and would have to be held in memory. */
const LINES_PER_ORDER = 1_000;

type Open = {
  readonly externalId: string | null;
  readonly isContinued: boolean;
  readonly records: FileRecord[];
  readonly lines: ImportedLine[];
  readonly problems: Map<FileRecord, Problem>;
  /** Why every record is held back, whatever the records are like. */
  taint: Problem | null;
  endsInStray: boolean;
};

const NEIGHBOUR: Problem = { code: 'held_beside' };

/**
 * Puts the records of each order together. An order is taken whole or not at all: one unusable record holds back the
 * others, because a bill without one of its lines is wrong. A record whose order cannot be read holds back the orders
 * on both sides, either of which it may belong to.
 */
export async function* groupOrders(
  records: AsyncIterable<FileRecord>,
  reading: Reading,
): AsyncGenerator<Step<FileOrder>> {
  let open: Open | null = null;
  for await (const record of records) {
    const id = idOf(record, reading);
    if (open === null) {
      open = begin(id, null);
    } else if (id !== null && id !== open.externalId) {
      yield close(open);
      open = begin(id, open.endsInStray ? NEIGHBOUR : null);
    } else if (open.records.length >= LINES_PER_ORDER) {
      open.taint = { code: 'held_too_many_lines', most: LINES_PER_ORDER - 1 };
      yield close(open);
      open = begin(open.externalId, open.taint, true);
    }
    add(open, record, id, reading);
  }
  if (open !== null) yield close(open);
}

function begin(externalId: string | null, taint: Problem | null, isContinued = false): Open {
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
      'problem' in record ? record.problem : { code: 'missing_or_too_long', field: 'order_id' },
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
  return columns.order_id === 0 ? readOrderId(record.partial, columns) : null;
}

function close({
  externalId,
  isContinued,
  records,
  lines,
  problems,
  taint,
}: Open): Step<FileOrder> {
  const step = { key: externalId, isContinued, throughLine: records.at(-1)?.lastLine ?? 0 };
  const [first] = lines;
  if (problems.size === 0 && taint === null && externalId !== null && first !== undefined) {
    const totalMinor = lines.reduce((sum, line) => sum + line.lineTotalMinor, 0);
    const item = { externalId, placedAt: first.placedAt, lines, totalMinor, records };
    return { ...step, item, rejections: [] };
  }
  const [broken] = problems.keys();
  const wait = taint ?? { code: 'held_sibling', line: broken?.firstLine };
  return {
    ...step,
    item: null,
    rejections: reject(records, (record) => problems.get(record), wait),
  };
}
