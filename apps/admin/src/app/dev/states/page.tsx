import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import { env } from '#env.ts';
import { THEME_COOKIE, themeOf } from '#features/shell/theme.ts';
import { StatesPage } from '#features/states/states-page.tsx';

export const metadata: Metadata = { title: 'States' };

/** Every state of every page with fixed data, for those who build and test the console. Only in `local`. */
export default async function Page() {
  if (!env.local) notFound();
  const cookieStore = await cookies();
  return <StatesPage theme={themeOf(cookieStore.get(THEME_COOKIE)?.value)} />;
}
