import type { Problem } from '@toster/contracts/imports/problems';
import type { ImportLine } from '@toster/contracts/schemas/imports';

/**
 * Lines put aside as a table to be mended and brought again: number and reason in front, then the columns of the file. A
 * line whose quoting is broken stands whole in the first of them.
 */
export function rowsOf(
  head: readonly string[],
  columns: readonly string[],
  lines: readonly ImportLine[],
  textOf: (problem: Problem) => string,
): readonly (readonly string[])[] {
  return [
    [...head, ...columns],
    ...lines.map(({ line, raw, fields, problem, reason }) => [
      String(line),
      problem === null ? (reason ?? '') : textOf(problem),
      ...(fields.length === 0 ? [raw] : fields),
    ]),
  ];
}
