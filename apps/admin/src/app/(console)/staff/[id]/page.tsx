import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { parseAsId } from '#features/filters/parsers.ts';
import { ForbiddenPage } from '#features/shell/forbidden-page.tsx';
import { PersonPage } from '#features/staff/person-page.tsx';
import { pageAccess } from '#server/session.ts';
import { queryClientOfRequest, trpcOfRequest } from '#server/trpc.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('staff'))('title') };
}

/** One colleague. */
export default async function Page({ params }: PageProps<'/staff/[id]'>) {
  const [{ session, missing }, given] = await Promise.all([
    pageAccess('staff.read_directory'),
    params,
  ]);
  if (missing) return <ForbiddenPage permission={missing} />;
  const id = parseAsId.parse(given.id);
  if (id === null) notFound();
  const client = queryClientOfRequest();
  const trpc = trpcOfRequest();
  await Promise.all([
    client.prefetchQuery(trpc.staff.get.queryOptions({ id })),
    ...('roles.read' in session.permissions
      ? [client.prefetchQuery(trpc.staff.access.queryOptions({ id }))]
      : []),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PersonPage id={id} />
    </HydrationBoundary>
  );
}
