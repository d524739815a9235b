import type { TaxCountry } from './tax.ts';

/** The languages in which papers for guests are printed. */
export const DOCUMENT_LANGUAGES = ['uk', 'pl', 'cs', 'de', 'es', 'en'] as const;
export type DocumentLanguage = (typeof DOCUMENT_LANGUAGES)[number];

/** The language of a locale's papers; English where it is none of ours. */
export function documentLanguageOf(locale: string): DocumentLanguage {
  const [language] = locale.split('-');
  return DOCUMENT_LANGUAGES.find((known) => known === language) ?? 'en';
}

/** The locale (BCP 47) in which a country's papers are written in a language: its words, and the country's way with numbers. */
export function documentLocale(language: DocumentLanguage, country: string): string {
  return `${language}-${country}`;
}

/** The time zones of each country in which a restaurant may stand (IANA, zone1970.tab), the most common first. */
export const TIME_ZONES: Readonly<Record<TaxCountry, readonly [string, ...string[]]>> = {
  UA: ['Europe/Kyiv'],
  PL: ['Europe/Warsaw'],
  CZ: ['Europe/Prague'],
  DE: ['Europe/Berlin'],
  ES: ['Europe/Madrid', 'Atlantic/Canary', 'Africa/Ceuta'],
  US: [
    'America/New_York',
    'America/Chicago',
    'America/Denver',
    'America/Phoenix',
    'America/Los_Angeles',
    'America/Anchorage',
    'Pacific/Honolulu',
    'America/Detroit',
    'America/Indiana/Indianapolis',
    'America/Kentucky/Louisville',
    'America/Boise',
    'America/Adak',
  ],
};
