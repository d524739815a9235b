import { IMPORT_LINES, type MenuField } from '@toster/contracts/imports/kinds';
import type { Problem } from '@toster/contracts/imports/problems';
import { ImportError } from '../import-error.ts';
import { aside, type Step } from '../kind.ts';
import type { FileRecord } from '../table/read-records.ts';
import { plainName } from '../values/plain-words.ts';
import { type MenuLine, type MenuTable, readMenuLine } from './read-menu-line.ts';

/** The dishes of a table, one a line. A dish that stands in it twice is taken once, from its first line. */
export async function* menuSteps(
  records: AsyncIterable<FileRecord>,
  table: MenuTable,
): AsyncGenerator<Step<MenuLine>> {
  const seen = new Map<string, number>();
  let count = 0;
  for await (const record of records) {
    count += 1;
    const most = IMPORT_LINES.menu ?? count;
    if (count > most)
      throw new ImportError('too_many_lines', `a menu has no more than ${most} lines`);
    yield stepOf(record, table, seen);
  }
}

function stepOf(record: FileRecord, table: MenuTable, seen: Map<string, number>): Step<MenuLine> {
  const step = { key: null, isContinued: false, throughLine: record.lastLine };
  const line = readMenuLine(record, table);
  if ('problem' in line) return { ...step, item: null, rejections: [aside(record, line.problem)] };
  const repetition = repetitionOf(line, table, seen);
  return repetition === null
    ? { ...step, item: line, rejections: [] }
    : { ...step, item: null, rejections: [aside(record, repetition)] };
}

/** Says which earlier line has the same key, or the same name in the same category; notes the line where none has. */
function repetitionOf(
  { externalId, category, name, records }: MenuLine,
  { defaults }: MenuTable,
  seen: Map<string, number>,
): Problem | null {
  const place = plainName(category ?? defaults.category ?? '');
  const keys: [string, MenuField][] = [[`name ${place}\n${plainName(name)}`, 'name']];
  if (externalId !== null) keys.unshift([`key ${externalId}`, 'external_id']);
  for (const [key, field] of keys) {
    const line = seen.get(key);
    if (line !== undefined) return { code: 'repeated', line, field };
  }
  for (const [key] of keys) seen.set(key, records[0]?.firstLine ?? 0);
  return null;
}
