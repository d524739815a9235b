import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { cookies } from 'next/headers';
import { ProfilePage } from '#features/profile/profile-page.tsx';
import { THEME_COOKIE, themeOf } from '#features/shell/theme.ts';
import { requireSession } from '#server/session.ts';
import { queryClientOfRequest, trpcOfRequest } from '#server/trpc.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('profile'))('title') };
}

/** Oneself: everybody who is signed in has this page. */
export default async function Page() {
  const [session, cookieStore] = await Promise.all([requireSession(), cookies()]);
  const client = queryClientOfRequest();
  const trpc = trpcOfRequest();
  await Promise.all([
    client.prefetchQuery(trpc.profile.get.queryOptions({})),
    client.prefetchQuery(trpc.factor.get.queryOptions({})),
    ...('sessions.list_revoke_own' in session.permissions
      ? [client.prefetchQuery(trpc.session.list.queryOptions({}))]
      : []),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ProfilePage theme={themeOf(cookieStore.get(THEME_COOKIE)?.value)} />
    </HydrationBoundary>
  );
}
