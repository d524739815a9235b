/** The languages the console has files for. */
export const LOCALES = ['en', 'uk', 'pl', 'cs', 'de', 'es'] as const;
export type Locale = (typeof LOCALES)[number];

/** What each language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Locale, string>> = {
  en: 'English',
  uk: 'Українська',
  pl: 'Polski',
  cs: 'Čeština',
  de: 'Deutsch',
  es: 'Español',
};

/**
 * The languages that are complete, and therefore offered. A language is finished when
 * `pnpm messages` reports nothing left for it; a test keeps this list honest.
 */
export const OFFERED_LOCALES: readonly Locale[] = ['en'];

/** The person's choice on this device; the server reads it before it writes the first byte. */
export const LOCALE_COOKIE = 'toster-locale';

/**
 * The language to answer in: the one chosen on this device, else the first of the browser's
 * (RFC 9110 section 12.5.4, by quality) that is offered, else English.
 */
export function negotiateLocale(
  chosen: string | undefined,
  acceptLanguage: string | null,
  offered: readonly Locale[] = OFFERED_LOCALES,
): Locale {
  const own = offered.find((locale) => locale === chosen);
  if (own !== undefined) return own;
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map(readRange)
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality);
  for (const { language } of wanted) {
    const found = offered.find((locale) => locale === language);
    if (found !== undefined) return found;
  }
  return 'en';
}

function readRange(part: string): { language: string; quality: number } {
  const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
  const q = parameters.map((each) => each.trim()).find((each) => each.startsWith('q='));
  const quality = q === undefined ? 1 : Number(q.slice(2));
  return { language: tag.split('-')[0] ?? '', quality: Number.isFinite(quality) ? quality : 0 };
}
