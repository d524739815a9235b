import { DELIMITERS } from '@toster/contracts/imports/framing';
import type { Delimiter } from '@toster/contracts/imports/reading';
import { ImportError } from '../import-error.ts';
import { splitFields } from './split-fields.ts';

/** The first line of a table. */
export type Header = {
  /** As it stands in the file. */
  readonly raw: string;
  readonly delimiter: Delimiter;
  readonly names: readonly string[];
};

/** The delimiter that splits the header into the most fields; null when none does. */
export function detectDelimiter(header: string): Delimiter | null {
  let best: Delimiter | null = null;
  let most = 1;
  for (const delimiter of DELIMITERS) {
    const split = splitFields(header, delimiter);
    const count = 'fields' in split ? split.fields.length : 0;
    if (count > most) {
      most = count;
      best = delimiter;
    }
  }
  return best;
}

const COLUMNS_MOST = 500;

/** Reads the header line. Throws an ImportError when it names no columns. */
export function readHeader(raw: string, given: Delimiter | null): Header {
  if (raw.includes('\0'))
    throw new ImportError('utf16', 'the file is UTF-16: save it as UTF-8 first');
  const delimiter = given ?? detectDelimiter(raw);
  const split = delimiter === null ? null : splitFields(raw, delimiter);
  if (delimiter === null || split === null || !('fields' in split) || raw.trim() === '') {
    throw new ImportError(
      'not_a_table',
      'the first line names no columns: expected a header with tabs, semicolons or commas',
    );
  }
  const names = split.fields.map((name) => name.trim());
  if (names.length > COLUMNS_MOST)
    throw new ImportError('not_a_table', `the table has more than ${COLUMNS_MOST} columns`);
  return { raw, delimiter, names };
}

/** Header names in an error for the command line. */
export function listOf(names: readonly string[]): string {
  return `the file has ${names.map((name, index) => `#${index + 1} ${name}`).join(', ')}`;
}
