import { unguarded } from '@toster/contracts/csv';
import type { ImportField } from '@toster/contracts/imports/kinds';
import type { Problem } from '@toster/contracts/imports/problems';
import type { Columns } from '../table/columns.ts';

/** A value, or why there is none. */
export type Read<T> = { readonly value: T } | { readonly problem: Problem };

export const problem = (code: Problem['code'], more: Omit<Problem, 'code'> = {}) => ({
  problem: { code, ...more },
});

/**
 * The text of a field, without surrounding space; empty where the table has no such column. The apostrophe that guards a
 * value in a file of ours is taken off again, so that lines put aside come back as they were.
 */
export function fieldOf<F extends ImportField>(
  fields: readonly string[],
  columns: Columns<F>,
  field: F,
): string {
  const index = columns[field];
  return index === undefined ? '' : unguarded((fields[index] ?? '').trim());
}

/** Line ends and tabs may stand in a text, other control characters may not. */
// oxlint-disable-next-line no-control-regex -- control characters are exactly what is refused
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** A text of at most so many characters that PostgreSQL can hold; null where there is none. */
export function readText(text: string, field: ImportField, most: number): Read<string | null> {
  if (text === '') return { value: null };
  if (text.length > most) return problem('too_long', { field, most });
  return CONTROL.test(text) ? problem('unstorable', { field }) : { value: text };
}
