import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { createLoader } from 'nuqs/server';
import { parseAsId } from '#features/filters/parsers.ts';
import { MenuPage } from '#features/menu/menu-page.tsx';
import { ForbiddenPage } from '#features/shell/forbidden-page.tsx';
import { placesOf } from '#features/shell/places.ts';
import { pageAccess } from '#server/session.ts';
import { queryClientOfRequest, trpcOfRequest } from '#server/trpc.ts';

const load = createLoader({ location: parseAsId });

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('menu'))('title') };
}

/** The menu of the chosen establishment, or of the first. */
export default async function Page({ searchParams }: PageProps<'/menu'>) {
  const [{ session, missing }, { location }] = await Promise.all([
    pageAccess('menu.read'),
    load(searchParams),
  ]);
  if (missing) return <ForbiddenPage permission={missing} />;
  const client = queryClientOfRequest();
  const places = placesOf(session, 'menu.read');
  const place = places.find((each) => each.id === location) ?? places[0];
  if (place)
    await client.prefetchQuery(trpcOfRequest().menu.list.queryOptions({ locationId: place.id }));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <MenuPage />
    </HydrationBoundary>
  );
}
