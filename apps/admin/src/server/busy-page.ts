import { createTranslator } from 'next-intl';
import type { Locale } from '#i18n/locales.ts';
import { messagesOf } from '#i18n/messages.ts';

const MINUTE_MS = 60_000;

/**
 * The whole document for a visitor who is turned away for `waitMs`: made without React and without a script, because
 * whoever gets it shall cost nothing. `nonce` lets its style in.
 */
export async function busyPage(locale: Locale, nonce: string, waitMs: number): Promise<string> {
  const t = createTranslator({
    locale,
    messages: await messagesOf(locale),
    namespace: 'receipts',
  });
  const title = escaped(t('visitorBusy'));
  const body = escaped(t('visitorBusyBody', { minutes: Math.ceil(waitMs / MINUTE_MS) }));
  return `<!doctype html>
<html lang="${locale}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style nonce="${nonce}">
:root { color-scheme: light dark }
body { margin: 0; min-height: 100dvh; display: grid; place-content: center; padding: 24px; box-sizing: border-box;
  text-align: center; font: 15px/1.5 system-ui, sans-serif; color: light-dark(#1f1c19, #eeece9);
  background: light-dark(#fafaf8, #161412) }
h1 { margin: 0 0 6px; font-size: 17px }
p { margin: 0; max-width: 26rem; text-wrap: balance }
</style>
<main><h1>${title}</h1><p>${body}</p></main>
</html>
`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
