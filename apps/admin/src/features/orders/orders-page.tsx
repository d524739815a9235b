'use client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { ORDER_PARSERS, ORDER_SHEET_PARSERS, orderQuery } from '#features/orders/filters.ts';
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
      onFilters={(filters) => void setFilters(filters)}
      onSheet={(sheet) => void setSheet(sheet)}
    />
  );
}
