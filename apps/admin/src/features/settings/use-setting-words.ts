'use client';
import { DOCUMENT_LANGUAGES } from '@toster/contracts/locales';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';

const COUNTRIES = ['UA', 'PL', 'CZ', 'DE', 'ES', 'US'] as const;
const CURRENCIES = ['UAH', 'PLN', 'CZK', 'EUR', 'USD'] as const;
const REGIONS = ['eu', 'us'] as const;

/** The names of languages, countries, currencies and regions; what this version does not know is shown as it is. */
export function useSettingWords() {
  const t = useTranslations('settings');
  return useMemo(
    () => ({
      language: (code: string) => {
        const known = DOCUMENT_LANGUAGES.find((each) => each === code);
        return known === undefined ? code : t(`language.${known}`);
      },
      country: (code: string) => {
        const known = COUNTRIES.find((each) => each === code);
        return known === undefined ? code : t(`country.${known}`);
      },
      currency: (code: string) => {
        const known = CURRENCIES.find((each) => each === code);
        return known === undefined ? code : t(`currency.${known}`);
      },
      cell: (cell: string) => {
        const known = REGIONS.find((each) => cell.startsWith(`${each}-`));
        return known === undefined ? cell : t(`cell.${known}`, { cell });
      },
      zone: zoneName,
    }),
    [t],
  );
}

/** `Europe/Kyiv` as people say it: `Kyiv`. */
export function zoneName(timezone: string): string {
  return timezone.slice(timezone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}
