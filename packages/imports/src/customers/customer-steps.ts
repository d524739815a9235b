import { IMPORT_LINES } from '@toster/contracts/imports/kinds';
import type { Problem } from '@toster/contracts/imports/problems';
import { ImportError } from '../import-error.ts';
import { aside, type Step } from '../kind.ts';
import type { FileRecord } from '../table/read-records.ts';
import { plainName } from '../values/plain-words.ts';
import { type CustomerLine, type CustomerTable, readCustomerLine } from './read-customer-line.ts';

/** Where a telephone number or an address stood first, and what the line said in all. */
type Seen = { readonly line: number; readonly said: string };

/**
 * The guests of a table, one a line. A number or address that comes again with the same details is the same guest; with
 * other details the later line is put aside.
 */
export async function* customerSteps(
  records: AsyncIterable<FileRecord>,
  table: CustomerTable,
): AsyncGenerator<Step<CustomerLine>> {
  const seen = new Map<string, Seen>();
  let count = 0;
  for await (const record of records) {
    count += 1;
    const most = IMPORT_LINES.customers ?? count;
    if (count > most)
      throw new ImportError('too_many_lines', `at most ${most} guests come in one file`);
    yield stepOf(record, table, seen);
  }
}

function stepOf(
  record: FileRecord,
  table: CustomerTable,
  seen: Map<string, Seen>,
): Step<CustomerLine> {
  const step = { key: null, isContinued: false, throughLine: record.lastLine };
  const line = readCustomerLine(record, table);
  if ('problem' in line) return { ...step, item: null, rejections: [aside(record, line.problem)] };
  const repetition = repetitionOf(line, seen);
  if (repetition === null) return { ...step, item: line, rejections: [] };
  return repetition === 'same'
    ? { ...step, item: { ...line, isRepeated: true }, rejections: [] }
    : { ...step, item: null, rejections: [aside(record, repetition)] };
}

function repetitionOf(line: CustomerLine, seen: Map<string, Seen>): 'same' | Problem | null {
  const { phoneKey, emailKey } = line;
  const said = `${plainName(line.name ?? '')}\n${phoneKey ?? ''}\n${emailKey ?? ''}`;
  const keys: ['phone' | 'email', string][] = [];
  if (phoneKey !== null) keys.push(['phone', `p${phoneKey}`]);
  if (emailKey !== null) keys.push(['email', `e${emailKey}`]);
  for (const [field, key] of keys) {
    const first = seen.get(key);
    if (first !== undefined)
      return first.said === said ? 'same' : { code: 'repeated', line: first.line, field };
  }
  const first = { line: line.records[0]?.firstLine ?? 0, said };
  for (const [, key] of keys) seen.set(key, first);
  return null;
}
