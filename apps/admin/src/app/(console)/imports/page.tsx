import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { importQuery, loadImportFilters } from '#features/imports/filters.ts';
import { importPlacesOf } from '#features/imports/import-places.ts';
import { ImportsPage } from '#features/imports/imports-page.tsx';
import { ForbiddenPage } from '#features/shell/forbidden-page.tsx';
import { pageAccess } from '#server/session.ts';
import { callerOfRequest, queryClientOfRequest, trpcOfRequest } from '#server/trpc.ts';
import { pagesOptions } from '#trpc/pages.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('imports'))('title') };
}

/** The list of imports, with its first page already in the HTML. */
export default async function Page({ searchParams }: PageProps<'/imports'>) {
  const [{ session, missing }, filters] = await Promise.all([
    pageAccess('orders.create', 'menu.edit', 'customers.update'),
    loadImportFilters(searchParams),
  ]);
  if (missing) return <ForbiddenPage permission={missing} />;
  const client = queryClientOfRequest();
  const input = importQuery(filters, importPlacesOf(session).all);
  await client.prefetchInfiniteQuery(
    pagesOptions(trpcOfRequest().imports.list.infiniteQueryKey(input), (page) =>
      callerOfRequest().imports.list({ ...input, ...page }),
    ),
  );
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ImportsPage />
    </HydrationBoundary>
  );
}
