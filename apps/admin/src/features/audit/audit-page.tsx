'use client';
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { AuditView } from '#features/audit/audit-view.tsx';
import {
  AUDIT_PARSERS,
  AUDIT_SHEET_PARSERS,
  type AuditFilters,
  auditQuery,
} from '#features/audit/filters.ts';
import { useLive } from '#features/audit/use-live.ts';
import { pagedReadingOf } from '#features/shell/reading.ts';
import { usePlaces, useSession } from '#features/shell/session.tsx';
import { useTRPC, useTRPCClient } from '#trpc/client.tsx';
import { pagesOptions } from '#trpc/pages.ts';

/** Who did what: the log as sentences, newest first, following what happens. */
export function AuditPage() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const { org } = useSession();
  const locations = usePlaces('audit_log.read');
  const [filters, setFilters] = useQueryStates(AUDIT_PARSERS);
  const [sheet, setSheet] = useQueryStates(AUDIT_SHEET_PARSERS, { history: 'push' });

  const input = useMemo(
    () => auditQuery(filters, org.timezone, locations),
    [filters, org.timezone, locations],
  );
  const query = useInfiniteQuery({
    ...pagesOptions(trpc.audit.search.infiniteQueryKey(input), (page) =>
      client.audit.search.query({ ...input, ...page }),
    ),
    placeholderData: keepPreviousData,
  });
  const lines = useMemo(
    () => query.data?.pages.flatMap((page) => page.lines) ?? null,
    [query.data],
  );
  const refresh = useCallback(
    () => void queries.invalidateQueries(trpc.audit.search.infiniteQueryFilter()),
    [queries, trpc],
  );
  const live = useLive(refresh);
  const change = useCallback(
    (next: Partial<AuditFilters>) => void setFilters(next, { history: 'push' }),
    [setFilters],
  );
  const open = useCallback((request: string | null) => void setSheet({ request }), [setSheet]);

  return (
    <AuditView
      reading={pagedReadingOf(query, lines)}
      live={live}
      filters={filters}
      place={locations.find((location) => location.id === filters.location)?.name ?? null}
      opened={sheet.request}
      onFilters={change}
      onOpen={open}
    />
  );
}
