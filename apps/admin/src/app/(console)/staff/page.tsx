import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ForbiddenPage } from '#features/shell/forbidden-page.tsx';
import { StaffPage } from '#features/staff/staff-page.tsx';
import { pageAccess } from '#server/session.ts';
import { queryClientOfRequest, trpcOfRequest } from '#server/trpc.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('staff'))('title') };
}

/** The team, with everybody already in the HTML. */
export default async function Page() {
  const { missing } = await pageAccess('staff.read_directory');
  if (missing) return <ForbiddenPage permission={missing} />;
  const client = queryClientOfRequest();
  await client.prefetchQuery(trpcOfRequest().staff.list.queryOptions({}));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <StaffPage />
    </HydrationBoundary>
  );
}
