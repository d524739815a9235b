import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { createLoader } from 'nuqs/server';
import { parseAsId } from '#features/filters/parsers.ts';
import { HomePage } from '#features/home/home-page.tsx';
import { homeInputs } from '#features/home/inputs.ts';
import { workplacesOf } from '#features/shell/places.ts';
import { requireSession } from '#server/session.ts';
import { queryClientOfRequest, trpcOfRequest } from '#server/trpc.ts';

const load = createLoader({ location: parseAsId });

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('home'))('title') };
}

/** What needs this person today; every role has the home its permissions make. */
export default async function Page({ searchParams }: PageProps<'/'>) {
  const [session, { location }] = await Promise.all([requireSession(), load(searchParams)]);
  const client = queryClientOfRequest();
  const trpc = trpcOfRequest();
  const known = workplacesOf(session).some(({ id }) => id === location) ? location : null;
  const inputs = homeInputs(session, known);
  await Promise.all([
    client.prefetchQuery(trpc.home.attention.queryOptions(inputs.attention)),
    ...(inputs.orders === null
      ? []
      : [
          client.prefetchQuery(trpc.home.figures.queryOptions(inputs.orders.figures)),
          client.prefetchQuery(trpc.home.queue.queryOptions(inputs.orders.queue)),
        ]),
    ...(inputs.activity === null
      ? []
      : [client.prefetchQuery(trpc.audit.search.queryOptions(inputs.activity))]),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <HomePage />
    </HydrationBoundary>
  );
}
