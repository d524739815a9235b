'use client';
import { useTranslations } from 'next-intl';
import { useMemo, useRef } from 'react';
import { touchedBy } from '#features/history/changes.ts';
import type { HistoryData } from '#features/history/history-data.ts';
import { useRecordWords } from '#features/history/use-record-words.ts';
import { useShortcut } from '#features/shell/shortcuts-provider.tsx';
import { InlineSelect } from '#ui/inline-select.tsx';

/** One field to follow through time; `f` goes to it. Offers what some loaded change touched. */
export function FieldFilter({
  data,
  field,
  onField,
}: {
  data: HistoryData;
  field: string | null;
  onField: (field: string | null) => void;
}) {
  const t = useTranslations('history');
  const words = useRecordWords(data);
  const box = useRef<HTMLDivElement>(null);
  useShortcut('filter', () => box.current?.querySelector('select')?.focus());
  const groups = useMemo(() => {
    const keys = new Set([...data.changes.flatMap(touchedBy), ...(field === null ? [] : [field])]);
    return Map.groupBy([...keys].sort(), (key) => key.slice(0, key.indexOf(':')));
  }, [data.changes, field]);
  return (
    <div ref={box}>
      <InlineSelect
        label={t('field')}
        value={field ?? ''}
        onChange={(event) => onField(event.target.value === '' ? null : event.target.value)}
        className="max-w-40"
      >
        <option value="">{t('allFields')}</option>
        {data.tables
          .filter((rel) => groups.has(rel))
          .map((rel) => (
            <optgroup key={rel} label={words.record(rel)}>
              {groups.get(rel)?.map((key) => (
                <option key={key} value={key}>
                  {words.field(key.slice(rel.length + 1))}
                </option>
              ))}
            </optgroup>
          ))}
      </InlineSelect>
    </div>
  );
}
