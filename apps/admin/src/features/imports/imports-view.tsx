'use client';
import { IMPORT_KINDS } from '@toster/contracts/imports/kinds';
import type { ImportRow } from '@toster/contracts/schemas/imports';
import { FileInput, Plus, SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { useRowKeys } from '#features/filters/use-row-keys.ts';
import { type ImportFilters, SHOWS } from '#features/imports/filters.ts';
import { ImportsTable } from '#features/imports/imports-table.tsx';
import { useImportPlaces } from '#features/imports/use-import-places.ts';
import { PageHeader } from '#features/shell/page-header.tsx';
import type { PagedReading } from '#features/shell/reading.ts';
import { MoreOf, ReadingView } from '#features/shell/reading-view.tsx';
import { useShortcut } from '#features/shell/shortcuts-provider.tsx';
import { Button } from '#ui/button.tsx';
import { InlineSelect } from '#ui/inline-select.tsx';
import { StateView } from '#ui/state-view.tsx';

type ImportsViewProps = {
  reading: PagedReading<readonly ImportRow[]>;
  filters: ImportFilters;
  onFilters: (filters: Partial<ImportFilters>) => void;
  onNew: () => void;
};

/** The list of imports in each of its states. */
export function ImportsView({ reading, filters, onFilters, onNew }: ImportsViewProps) {
  const t = useTranslations('imports');
  const { kinds, all } = useImportPlaces();
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  useShortcut('newRecord', onNew);
  const [only] = all.length === 1 ? all : [];
  const place = only ?? all.find(({ id }) => id === filters.location);
  const isFiltered = filters.kind !== null || filters.show !== null;
  const clear = () => onFilters({ kind: null, show: null });
  const begin = (
    <Button variant="primary" aria-keyshortcuts="n" onClick={onNew}>
      <Plus aria-hidden className="size-4" />
      {t('new')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} actions={begin}>
        {place === undefined
          ? t('scopeAll', { count: all.length })
          : t('scopeOne', { name: place.name })}
      </PageHeader>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        {kinds.length < 2 ? null : (
          <InlineSelect
            label={t('kind.label')}
            value={filters.kind ?? ''}
            onChange={({ target: { value } }) =>
              onFilters({ kind: IMPORT_KINDS.find((kind) => kind === value) ?? null })
            }
          >
            <option value="">{t('kind.any')}</option>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`kind.${kind}`)}
              </option>
            ))}
          </InlineSelect>
        )}
        <InlineSelect
          label={t('show.label')}
          value={filters.show ?? ''}
          onChange={({ target: { value } }) =>
            onFilters({ show: SHOWS.find((show) => show === value) ?? null })
          }
        >
          <option value="">{t('show.any')}</option>
          {SHOWS.map((show) => (
            <option key={show} value={show}>
              {t(`show.${show}`)}
            </option>
          ))}
        </InlineSelect>
        {isFiltered ? (
          <Button variant="ghost" onClick={clear}>
            {t('clear')}
          </Button>
        ) : null}
      </div>
      <div ref={list} className="overflow-x-auto rounded-lg border border-line bg-surface">
        <ReadingView reading={reading} label={t('loading')}>
          {(imports) =>
            imports.length > 0 ? (
              <ImportsTable
                imports={imports}
                showLocation={place === undefined}
                stale={reading.stale}
              />
            ) : isFiltered ? (
              <StateView
                icon={SearchX}
                title={t('noneFound')}
                actions={<Button onClick={clear}>{t('clear')}</Button>}
              >
                {t('noneFoundBody')}
              </StateView>
            ) : (
              <StateView icon={FileInput} title={t('none')} actions={begin}>
                {t('noneBody')}
              </StateView>
            )
          }
        </ReadingView>
      </div>
      {reading.data === null || reading.data.length === 0 ? null : (
        <MoreOf
          more={reading.more}
          label={t('more')}
          end={t('end', { count: reading.data.length })}
        />
      )}
    </>
  );
}
