'use client';
import { hasEnded } from '@toster/contracts/imports/states';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { IMPORT_PARSERS, IMPORT_SHEET_PARSERS, importQuery } from '#features/imports/filters.ts';
import { ImportsView } from '#features/imports/imports-view.tsx';
import { useImportPlaces } from '#features/imports/use-import-places.ts';
import { pagedReadingOf } from '#features/shell/reading.ts';
import { useTRPC, useTRPCClient } from '#trpc/client.tsx';
import { pagesOptions } from '#trpc/pages.ts';
import { lazyPart } from '#ui/lazy.tsx';

const NewImportSheet = lazyPart(
  async () => (await import('#features/imports/new-import-sheet.tsx')).NewImportSheet,
  ({ open }) => open,
);

const AT_WORK_MS = 3_000;
const AT_REST_MS = 30_000;

/** What was brought from other systems, newest first, and the beginning of a new import. */
export function ImportsPage() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { all } = useImportPlaces();
  const [filters, setFilters] = useQueryStates(IMPORT_PARSERS);
  const [sheet, setSheet] = useQueryStates(IMPORT_SHEET_PARSERS, { history: 'push' });
  const input = useMemo(() => importQuery(filters, all), [filters, all]);
  const query = useInfiniteQuery({
    ...pagesOptions(trpc.imports.list.infiniteQueryKey(input), (page) =>
      client.imports.list.query({ ...input, ...page }),
    ),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ imports }) => imports.some(({ status }) => !hasEnded(status))) === true
        ? AT_WORK_MS
        : AT_REST_MS,
  });
  const imports = useMemo(
    () => query.data?.pages.flatMap((page) => page.imports) ?? null,
    [query.data],
  );
  return (
    <>
      <ImportsView
        reading={pagedReadingOf(query, imports)}
        filters={filters}
        onFilters={(next) => void setFilters(next)}
        onNew={() => void setSheet({ new: true })}
      />
      <NewImportSheet
        open={sheet.new}
        locationId={filters.location}
        onClose={() => void setSheet({ new: null })}
      />
    </>
  );
}
