import type { Metadata, Viewport } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getTranslations } from 'next-intl/server';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { AppProviders } from '#app/providers.tsx';
import { THEME_COOKIE, themeOf } from '#features/shell/theme.ts';
import { HEAD_SCRIPT } from '#script-policy.ts';
import './globals.css';

/** The title every page fills. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('meta');
  return {
    title: { default: t('name'), template: `%s · ${t('name')}` },
    description: t('description'),
    robots: { index: false, follow: false },
  };
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, viewportFit: 'cover' };

/** The document: language, theme and the script policy stand before anything else loads. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [requestHeaders, cookieStore, locale] = await Promise.all([
    headers(),
    cookies(),
    getLocale(),
  ]);
  const nonce = requestHeaders.get('x-nonce') ?? '';
  return (
    <html lang={locale} data-theme={themeOf(cookieStore.get(THEME_COOKIE)?.value)}>
      <head>
        <script
          nonce={nonce}
          suppressHydrationWarning
          dangerouslySetInnerHTML={{ __html: HEAD_SCRIPT }}
        />
      </head>
      <body>
        <NextIntlClientProvider>
          <AppProviders nonce={nonce}>{children}</AppProviders>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
