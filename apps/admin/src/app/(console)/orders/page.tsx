import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { loadOrderFilters, orderQuery } from '#features/orders/filters.ts';
import { OrdersPage } from '#features/orders/orders-page.tsx';
import { ForbiddenPage } from '#features/shell/forbidden-page.tsx';
import { placesOf } from '#features/shell/places.ts';
import { pageAccess } from '#server/session.ts';
import { callerOfRequest, queryClientOfRequest, trpcOfRequest } from '#server/trpc.ts';
import { pagesOptions } from '#trpc/pages.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('orders'))('title') };
}

/** The list of orders, with its first page already in the HTML. */
export default async function Page({ searchParams }: PageProps<'/orders'>) {
  const [{ session, missing }, filters] = await Promise.all([
    pageAccess('orders.read'),
    loadOrderFilters(searchParams),
  ]);
  if (missing) return <ForbiddenPage permission={missing} />;
  const client = queryClientOfRequest();
  const input = orderQuery(filters, session.org.timezone, placesOf(session, 'orders.read'));
  await client.prefetchInfiniteQuery(
    pagesOptions(trpcOfRequest().orders.list.infiniteQueryKey(input), (page) =>
      callerOfRequest().orders.list({ ...input, ...page }),
    ),
  );
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <OrdersPage />
    </HydrationBoundary>
  );
}
