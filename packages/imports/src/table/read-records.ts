import type { Problem } from '@toster/contracts/imports/problems';
import type { FileLine } from './read-lines.ts';
import { splitFields } from './split-fields.ts';

/** A record of the table: usually one line, more when a quoted field holds line ends. */
export type FileRecord = {
  readonly firstLine: number;
  readonly lastLine: number;
  /** Its text as it stands in the file. */
  readonly raw: string;
} & (
  | { readonly fields: readonly string[] }
  /** `fields` is what could be read before the break; its last entries are not to be trusted. */
  | { readonly problem: Problem; readonly partial: readonly string[] }
);

/** A quoted field that is still open after so many lines is a broken quote, not a long text. */
const LINES_PER_RECORD = 50;

/**
 * The records of a table, empty lines left out. A broken record costs only its first line: reading goes on with the
 * next line, so one lost quote never swallows what follows.
 */
export async function* readRecords(
  lines: AsyncIterable<FileLine>,
  delimiter: string,
  columns: number,
): AsyncGenerator<FileRecord> {
  const source = lines[Symbol.asyncIterator]();
  const ahead: FileLine[] = [];
  const take = async (index: number): Promise<FileLine | null> => {
    while (ahead.length <= index) {
      const next = await source.next();
      if (next.done === true) return null;
      ahead.push(next.value);
    }
    return ahead[index] ?? null;
  };
  try {
    for (let first = await take(0); first !== null; first = await take(0)) {
      if (first.text.trim() === '') {
        ahead.shift();
        continue;
      }
      const record = await readRecord(first, take, delimiter, columns);
      ahead.splice(0, record.lastLine - record.firstLine + 1);
      yield record;
    }
  } finally {
    await source.return?.();
  }
}

async function readRecord(
  first: FileLine,
  take: (index: number) => Promise<FileLine | null>,
  delimiter: string,
  columns: number,
): Promise<FileRecord> {
  let text = first.text;
  let isUtf8 = first.isUtf8;
  for (let index = 1; ; index++) {
    const split = splitFields(text, delimiter);
    const lastLine = first.no + index - 1;
    if ('fields' in split && split.fields.length === columns) {
      if (!isUtf8 || text.includes('\0')) return broken(first, delimiter, columns);
      return { firstLine: first.no, lastLine, raw: text, fields: split.fields };
    }
    const mayGoOn =
      'problem' in split && split.problem === 'open quote' && index < LINES_PER_RECORD;
    const next = mayGoOn ? await take(index) : null;
    if (next === null) return broken(first, delimiter, columns);
    text += `\n${next.text}`;
    isUtf8 &&= next.isUtf8;
  }
}

/** What is wrong with the first line alone. */
function broken(line: FileLine, delimiter: string, columns: number): FileRecord {
  const split = splitFields(line.text, delimiter);
  const partial = 'fields' in split ? split.fields : beforeQuote(line.text, delimiter);
  return {
    firstLine: line.no,
    lastLine: line.no,
    raw: line.text,
    problem: problemOf(line, split, columns),
    partial,
  };
}

function problemOf(
  line: FileLine,
  split: ReturnType<typeof splitFields>,
  columns: number,
): Problem {
  if (!line.isUtf8) return { code: 'not_utf8' };
  if (line.text.includes('\0')) return { code: 'nul' };
  if ('problem' in split) {
    return { code: split.problem === 'open quote' ? 'open_quote' : 'text_after_quote' };
  }
  if (split.fields.length !== columns)
    return { code: 'column_count', count: split.fields.length, most: columns };
  return { code: 'broken_record' };
}

/** The fields before the first one that begins with a quote. */
function beforeQuote(text: string, delimiter: string): readonly string[] {
  const fields: string[] = [];
  for (const field of text.split(delimiter)) {
    if (field.startsWith('"')) break;
    fields.push(field);
  }
  return fields;
}
