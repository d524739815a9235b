'use client';
import type { GetImportOutput } from '@toster/contracts/schemas/imports';
import { LinesPanel } from '#features/imports/lines-panel.tsx';
import { ResultView } from '#features/imports/result-view.tsx';

/** What came of an import; the lines put aside to who brought the file. */
export function ResultStep({ entry }: { entry: GetImportOutput }) {
  return (
    <ResultView
      entry={entry}
      aside={
        entry.own && entry.linesUntil !== null && entry.linesUntil > entry.now ? (
          <LinesPanel entry={entry} of="rejected" />
        ) : null
      }
    />
  );
}
