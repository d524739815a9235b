'use client';
import type { ImportRow } from '@toster/contracts/schemas/imports';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useMemo } from 'react';
import { ImportCounts } from '#features/imports/import-counts.tsx';
import { ImportStatus } from '#features/imports/import-status.tsx';
import { KIND_ICONS } from '#features/imports/look.ts';
import { useSession } from '#features/shell/session.tsx';
import { useFormats } from '#i18n/use-formats.ts';
import { columnsOf, DataTable } from '#ui/data-table.tsx';

const helper = columnsOf<ImportRow>();

const CELLS: Record<string, string> = {
  import: 'pl-4',
  location: 'w-36 phone:hidden rail:hidden',
  by: 'w-28 phone:hidden',
  when: 'w-40 phone:hidden',
  state: 'w-44 phone:w-40 phone:pr-3',
  result: 'w-72 pr-4 phone:hidden rail:hidden',
};

/** Imports as rows; the name is the link, the whole row its target. */
export function ImportsTable({
  imports,
  showLocation,
  stale,
}: {
  imports: readonly ImportRow[];
  showLocation: boolean;
  stale: boolean;
}) {
  const t = useTranslations('imports');
  const formats = useFormats();
  const { locations, staffId } = useSession();

  const columns = useMemo(
    () =>
      helper.columns([
        helper.accessor('source', {
          id: 'import',
          header: t('columns.import'),
          cell: ({ row: { original } }) => {
            const Icon = KIND_ICONS[original.kind];
            return (
              <span className="flex min-w-0 items-center gap-3 py-1.5">
                <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />
                <span className="min-w-0">
                  <Link
                    data-row
                    href={`/imports/${original.id}`}
                    aria-label={t('open', { name: original.source })}
                    title={original.source}
                    className="block min-h-6 truncate leading-6 font-semibold after:absolute after:inset-0 hover:underline"
                  >
                    {original.source}
                  </Link>
                  <span
                    className="block truncate text-xs text-ink-3"
                    title={t(`kind.${original.kind}`)}
                  >
                    {t(`kind.${original.kind}`)}
                    <span className="wide:hidden">
                      {' · '}
                      <ImportCounts of={original} />
                    </span>
                  </span>
                </span>
              </span>
            );
          },
        }),
        ...(showLocation
          ? [
              helper.accessor(
                ({ locationId }) => locations.find(({ id }) => id === locationId)?.name ?? '',
                {
                  id: 'location',
                  header: t('columns.location'),
                  cell: ({ getValue }) => (
                    <span className="block truncate text-ink-2" title={getValue()}>
                      {getValue()}
                    </span>
                  ),
                },
              ),
            ]
          : []),
        helper.accessor('startedBy', {
          id: 'by',
          header: t('columns.by'),
          cell: ({ getValue }) => {
            const { id, firstName } = getValue();
            const name = firstName ?? t('somebody');
            return (
              <span className="block truncate text-ink-2" title={name}>
                {id === staffId ? `${name} (${t('you')})` : name}
              </span>
            );
          },
        }),
        helper.accessor('startedAt', {
          id: 'when',
          header: t('columns.when'),
          cell: ({ getValue }) => (
            <time dateTime={getValue()} className="text-ink-2 nums">
              {formats.dateTime(getValue())}
            </time>
          ),
        }),
        helper.accessor('status', {
          id: 'state',
          header: t('columns.state'),
          cell: ({ getValue }) => <ImportStatus status={getValue()} />,
        }),
        helper.display({
          id: 'result',
          header: t('columns.result'),
          cell: ({ row: { original } }) => (
            <span className="block text-ink-2 nums">
              <ImportCounts of={original} />
            </span>
          ),
        }),
      ]),
    [t, formats, locations, staffId, showLocation],
  );

  return (
    <DataTable caption={t('title')} rows={imports} columns={columns} cells={CELLS} stale={stale} />
  );
}
