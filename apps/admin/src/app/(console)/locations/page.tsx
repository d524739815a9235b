import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LocationsPage } from '#features/locations/locations-page.tsx';
import { ForbiddenPage } from '#features/shell/forbidden-page.tsx';
import { pageAccess } from '#server/session.ts';
import { queryClientOfRequest, trpcOfRequest } from '#server/trpc.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('locations'))('title') };
}

/** The establishments within reach. */
export default async function Page() {
  const { missing } = await pageAccess('org_settings.read');
  if (missing) return <ForbiddenPage permission={missing} />;
  const client = queryClientOfRequest();
  await client.prefetchQuery(trpcOfRequest().locations.list.queryOptions({}));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <LocationsPage />
    </HydrationBoundary>
  );
}
