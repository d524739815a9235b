'use client';
import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { rememberChoice } from '#features/shell/choice-cookie.ts';
import { LANGUAGE_NAMES, LOCALE_COOKIE, type Locale } from '#i18n/locales.ts';
import { Field, NativeSelect } from '#ui/field.tsx';

/** The languages the console is complete in, each in its own words; where there is one, it says so. */
export function LanguageChoice({ languages }: { languages: readonly Locale[] }) {
  const t = useTranslations('profile.preferences');
  const locale = useLocale();
  const router = useRouter();
  if (languages.length < 2)
    return (
      <div>
        <p className="text-sm font-medium text-ink-2">{t('language')}</p>
        <p className="mt-1 text-sm" lang={locale}>
          {LANGUAGE_NAMES[locale]}
        </p>
        <p className="mt-1 text-xs text-ink-3">{t('whole')}</p>
      </div>
    );
  return (
    <Field label={t('language')} hint={t('whole')}>
      <NativeSelect
        value={locale}
        onChange={(event) => {
          rememberChoice(LOCALE_COOKIE, event.target.value);
          router.refresh();
        }}
      >
        {languages.map((each) => (
          <option key={each} value={each} lang={each}>
            {LANGUAGE_NAMES[each]}
          </option>
        ))}
      </NativeSelect>
    </Field>
  );
}
