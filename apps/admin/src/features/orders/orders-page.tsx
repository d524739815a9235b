'use client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import {
  ORDER_PARSERS,
  ORDER_SHEET_PARSERS,
  type OrderFilters,
  orderQuery,
  type OrderSheetAddress,
} from '#features/orders/filters.ts';
import { OrdersView } from '#features/orders/orders-view.tsx';
import { pagedReadingOf } from '#features/shell/reading.ts';
import { usePlaces, useSession } from '#features/shell/session.tsx';
import { useTRPC, useTRPCClient } from '#trpc/client.tsx';
import { pagesOptions } from '#trpc/pages.ts';

/** The orders of an establishment or of all, newest first, and the one that is open beside them. */
export function OrdersPage() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { org } = useSession();
  const locations = usePlaces('orders.read');
  const [filters, setFilters] = useQueryStates(ORDER_PARSERS);
  const [sheet, setSheet] = useQueryStates(ORDER_SHEET_PARSERS, { history: 'push' });

  // The rows hold these: a new one at each refresh would make new rows of them and lose the focus.
  const filter = useCallback((next: Partial<OrderFilters>) => void setFilters(next), [setFilters]);
  const show = useCallback((next: Partial<OrderSheetAddress>) => void setSheet(next), [setSheet]);

  const input = useMemo(
    () => orderQuery(filters, org.timezone, locations),
    [filters, org.timezone, locations],
  );
  const query = useInfiniteQuery({
    ...pagesOptions(trpc.orders.list.infiniteQueryKey(input), (page) =>
      client.orders.list.query({ ...input, ...page }),
    ),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });
  const orders = useMemo(
    () => query.data?.pages.flatMap((page) => page.orders) ?? null,
    [query.data],
  );
  return (
    <OrdersView
      reading={pagedReadingOf(query, orders)}
      filters={filters}
      sheet={sheet}
      onFilters={filter}
      onSheet={show}
    />
  );
}
