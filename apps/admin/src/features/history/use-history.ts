'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { compare } from '@toster/contracts/records/fold-record';
import type { RecordRef } from '@toster/contracts/records/kinds';
import { useEffect, useMemo } from 'react';
import { type HistoryData, historyDataOf } from '#features/history/history-data.ts';
import { historyQuery } from '#features/history/paths.ts';
import { type PagedReading, pagedReadingOf } from '#features/shell/reading.ts';
import { useTRPC, useTRPCClient } from '#trpc/client.tsx';
import { pagesOptions } from '#trpc/pages.ts';

/**
 * The history of a record, page by page. An instant older than what is loaded loads further until it
 * is reached. Never read again by itself: reading it is recorded.
 */
export function useHistory(
  record: RecordRef,
  at: string | null,
): { reading: PagedReading<HistoryData>; reaching: boolean } {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = historyQuery(record);
  const query = useInfiniteQuery({
    ...pagesOptions(trpc.audit.history.infiniteQueryKey(input), (page) =>
      client.audit.history.query({ ...input, ...page }),
    ),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const pages = query.data?.pages;
  const data = useMemo(() => (pages === undefined ? null : historyDataOf(pages)), [pages]);
  const oldest = data?.changes[0].at;
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  const reaching =
    at !== null && oldest !== undefined && compare(at, oldest) < 0 && hasNextPage && !isError;
  useEffect(() => {
    if (reaching && !isFetching) void fetchNextPage();
  }, [reaching, isFetching, fetchNextPage]);
  return { reading: pagedReadingOf(query, data), reaching };
}
