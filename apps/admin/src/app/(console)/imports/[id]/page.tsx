import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { parseAsId } from '#features/filters/parsers.ts';
import { ImportPage } from '#features/imports/import-page.tsx';
import { ForbiddenPage } from '#features/shell/forbidden-page.tsx';
import { pageAccess } from '#server/session.ts';
import { queryClientOfRequest, trpcOfRequest } from '#server/trpc.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('imports'))('title') };
}

/** One import, at the step it has come to. */
export default async function Page({ params }: PageProps<'/imports/[id]'>) {
  const [{ missing }, given] = await Promise.all([
    pageAccess('orders.create', 'menu.edit', 'customers.update'),
    params,
  ]);
  if (missing) return <ForbiddenPage permission={missing} />;
  const id = parseAsId.parse(given.id);
  if (id === null) notFound();
  const client = queryClientOfRequest();
  await client.prefetchQuery(trpcOfRequest().imports.get.queryOptions({ id }));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ImportPage id={id} />
    </HydrationBoundary>
  );
}
