'use client';
import { IMPORT_FIELDS, type ImportField } from '@toster/contracts/imports/kinds';
import type { InspectImportOutput } from '@toster/contracts/schemas/imports';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { type Draft, isNeeded, placed } from '#features/imports/draft.ts';
import { useImportWords } from '#features/imports/use-import-words.ts';
import { Badge } from '#ui/badge.tsx';
import { NativeSelect } from '#ui/field.tsx';

type Columns = InspectImportOutput['columns'];

/** What a new dish cannot do without. */
const FOR_NEW: ReadonlySet<ImportField> = new Set(['category', 'price', 'tax_class']);

/** Every field with the column it stands in, and the first values there. */
export function MappingList({
  columns,
  draft,
  onDraft,
}: {
  columns: Columns;
  draft: Draft;
  onDraft: (draft: Draft) => void;
}) {
  const t = useTranslations('imports.mapping');
  return (
    <>
      <div
        aria-hidden
        className="hidden gap-x-5 border-b border-line px-4 py-2 text-xs font-medium text-ink-3 lg:grid lg:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_minmax(0,5fr)]"
      >
        <span>{t('field')}</span>
        <span>{t('column')}</span>
        <span>{t('sample')}</span>
      </div>
      <ul>
        {IMPORT_FIELDS[draft.kind].map((field) =>
          // The one time that all orders have is not read from a column.
          field === 'placed_at' && draft.placedAt === 'once' ? null : (
            <MappedField
              key={field}
              field={field}
              columns={columns}
              draft={draft}
              onColumn={(column) => onDraft(placed(draft, field, column))}
            />
          ),
        )}
      </ul>
    </>
  );
}

function MappedField({
  field,
  columns,
  draft,
  onColumn,
}: {
  field: ImportField;
  columns: Columns;
  draft: Draft;
  onColumn: (column: number | null) => void;
}) {
  const t = useTranslations('imports.mapping');
  const words = useImportWords(draft.kind);
  const id = useId();
  const column = draft.columns[field];
  const samples = column === undefined ? '' : (columns[column]?.samples ?? []).join(' · ');
  const isOneOf = draft.kind === 'customers' && field !== 'name';
  return (
    <li className="grid grid-cols-1 items-center gap-x-5 gap-y-2 border-b border-line px-4 py-3 last:border-0 sm:grid-cols-2 lg:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_minmax(0,5fr)] lg:py-2">
      <div className="min-w-0">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <label htmlFor={id} className="text-sm font-medium">
            {words.field(field)}
          </label>
          {isNeeded(draft, field) ? (
            <Badge tone={column === undefined ? 'warn' : 'neutral'}>{t('needed')}</Badge>
          ) : isOneOf ? (
            <Badge>{t('oneOf')}</Badge>
          ) : draft.kind === 'menu' && FOR_NEW.has(field) ? (
            <Badge>{t('forNew')}</Badge>
          ) : null}
        </span>
        <p id={`${id}-hint`} className="text-xs text-pretty text-ink-3">
          {words.hint(field)}
        </p>
      </div>
      <NativeSelect
        id={id}
        aria-describedby={`${id}-hint`}
        value={column ?? ''}
        onChange={({ target: { value } }) => onColumn(value === '' ? null : Number(value))}
      >
        <option value="">{t('notIn')}</option>
        {columns.map(({ name }, index) => (
          <option key={index} value={index}>
            {name === '' ? t('unnamed', { number: index + 1 }) : name}
          </option>
        ))}
      </NativeSelect>
      <p
        title={samples}
        className="min-w-0 truncate text-sm text-ink-2 empty:hidden sm:max-lg:col-span-2"
      >
        {samples}
      </p>
    </li>
  );
}
