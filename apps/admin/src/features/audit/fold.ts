import type { AuditLine } from '@toster/contracts/schemas/audit';

/** What the list shows: one action, or a run of imported or seeded actions folded into one line. */
export type Entry =
  | { kind: 'line'; id: string; line: AuditLine }
  | {
      kind: 'fold';
      id: string;
      source: 'import' | 'seed';
      lines: readonly AuditLine[];
      rows: number;
      rowsAreLeast: boolean;
    };

/** Folds runs of two or more neighbouring lines that an import or the seed wrote; everything else stays. */
export function foldLines(lines: readonly AuditLine[]): Entry[] {
  const runs: AuditLine[][] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    if (run?.[0] && isBulk(line.source) && run[0].source === line.source) run.push(line);
    else runs.push([line]);
  }
  return runs.flatMap((run): Entry[] => {
    const [first] = run;
    if (!first) return [];
    if (run.length === 1 || !isBulk(first.source))
      return run.map((line) => ({ kind: 'line', id: line.requestId, line }));
    return [
      {
        kind: 'fold',
        id: `fold-${first.requestId}`,
        source: first.source,
        lines: run,
        rows: run.reduce((sum, line) => sum + line.count, 0),
        rowsAreLeast: run.some((line) => line.countIsLeast),
      },
    ];
  });
}

/** When an entry happened: its newest line. */
export function atOf(entry: Entry): string {
  return entry.kind === 'line' ? entry.line.at : (entry.lines[0]?.at ?? '');
}

function isBulk(source: AuditLine['source']): source is 'import' | 'seed' {
  return source === 'import' || source === 'seed';
}
