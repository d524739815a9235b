'use client';
import { useMemo } from 'react';
import { labelOf, type SentenceWords } from '#features/audit/sentence.ts';
import { useWords } from '#features/audit/use-words.ts';
import { formatValue } from '#features/audit/values.ts';
import type { HistoryData } from '#features/history/history-data.ts';

/** The words of the log, with the names this history knows, and what a row of the record is called. */
export type RecordWords = SentenceWords & {
  row: (row: { rel: string; rowId: string | null; label: string | null }) => string;
};

/** Labels that are values of a field, and are called as those are. */
const LABEL_FIELD: Readonly<Record<string, string>> = {
  order_status_change: 'to_status',
  membership_grant: 'role',
  payment: 'method',
};

/** The words for one history. */
export function useRecordWords({ names }: Pick<HistoryData, 'names'>): RecordWords {
  const words = useWords();
  return useMemo(() => {
    const named = { ...words, name: (id: string) => names.get(id) ?? null };
    return {
      ...named,
      row: ({ rel, rowId, label }) => {
        const field = LABEL_FIELD[rel];
        return field !== undefined && label !== null
          ? formatValue(field, label, named)
          : labelOf(rel, label, rowId, named);
      },
    };
  }, [words, names]);
}
