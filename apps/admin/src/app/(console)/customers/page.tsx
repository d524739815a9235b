import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CustomersPage } from '#features/customers/customers-page.tsx';
import { customerQuery, loadCustomerFilters } from '#features/customers/filters.ts';
import { Forbidden } from '#features/shell/failure-view.tsx';
import { placesOf } from '#features/shell/places.ts';
import { pageAccess } from '#server/session.ts';
import { callerOfRequest, queryClientOfRequest, trpcOfRequest } from '#server/trpc.ts';
import { pagesOptions } from '#trpc/pages.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('customers'))('title') };
}

/** Guests, with the first page of the list in the HTML where the role lists them. Nobody is looked up by an address. */
export default async function Page({ searchParams }: PageProps<'/customers'>) {
  const [{ session, missing }, filters] = await Promise.all([
    pageAccess('customers.read', 'customers.lookup_exact'),
    loadCustomerFilters(searchParams),
  ]);
  if (missing) return <Forbidden permission={missing} heading="h1" />;
  const client = queryClientOfRequest();
  if ('customers.read' in session.permissions) {
    const input = customerQuery(filters, placesOf(session, 'customers.read'));
    await client.prefetchInfiniteQuery(
      pagesOptions(trpcOfRequest().customers.list.infiniteQueryKey(input), (page) =>
        callerOfRequest().customers.list({ ...input, ...page }),
      ),
    );
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CustomersPage />
    </HydrationBoundary>
  );
}
