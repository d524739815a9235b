import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SettingsPage } from '#features/settings/settings-page.tsx';
import { ForbiddenPage } from '#features/shell/forbidden-page.tsx';
import { pageAccess } from '#server/session.ts';
import { queryClientOfRequest, trpcOfRequest } from '#server/trpc.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('title') };
}

/** What the organisation says of itself. */
export default async function Page() {
  const { missing } = await pageAccess('org_settings.read');
  if (missing) return <ForbiddenPage permission={missing} />;
  const client = queryClientOfRequest();
  await client.prefetchQuery(trpcOfRequest().settings.get.queryOptions({}));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <SettingsPage />
    </HydrationBoundary>
  );
}
