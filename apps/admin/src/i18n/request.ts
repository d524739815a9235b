import { getRequestConfig } from 'next-intl/server';
import { cookies, headers } from 'next/headers';
import { LOCALE_COOKIE, negotiateLocale } from '#i18n/locales.ts';
import { messagesOf } from '#i18n/messages.ts';

/** The language of a request and its texts; an establishment's own locale formats its money. */
export default getRequestConfig(async () => {
  const [cookieStore, requestHeaders] = await Promise.all([cookies(), headers()]);
  const locale = negotiateLocale(
    cookieStore.get(LOCALE_COOKIE)?.value,
    requestHeaders.get('accept-language'),
  );
  return { locale, timeZone: 'UTC', messages: await messagesOf(locale) };
});
