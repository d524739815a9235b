import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SessionsPage } from '#features/sessions/sessions-page.tsx';
import { Forbidden } from '#features/shell/failure-view.tsx';
import { pageAccess } from '#server/session.ts';
import { queryClientOfRequest, trpcOfRequest } from '#server/trpc.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('sessions'))('title') };
}

/** Where this account is signed in. */
export default async function Page() {
  const { missing } = await pageAccess('sessions.list_revoke_own');
  if (missing) return <Forbidden permission={missing} heading="h1" />;
  const client = queryClientOfRequest();
  await client.prefetchQuery(trpcOfRequest().session.list.queryOptions({}));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <SessionsPage />
    </HydrationBoundary>
  );
}
