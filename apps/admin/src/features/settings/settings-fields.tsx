'use client';
import { DOCUMENT_LANGUAGES, TIME_ZONES } from '@toster/contracts/locales';
import type { Settings } from '@toster/contracts/schemas/settings';
import { isTaxCountry } from '@toster/contracts/tax';
import { isTaxNumber, readTaxNumber } from '@toster/contracts/tax-numbers/tax-number';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { type UseFormReturn, useWatch } from 'react-hook-form';
import { Section } from '#features/settings/section.tsx';
import { formOf, type SettingName, type SettingsForm } from '#features/settings/settings-change.ts';
import { useSettingWords, zoneName } from '#features/settings/use-setting-words.ts';
import { Field, NativeSelect, TextArea, TextInput } from '#ui/field.tsx';

const FOOTER_LENGTH = 240;

/** The fields of the settings, section by section, as the page shows their values. */
export function SettingsFields({
  form,
  settings,
  collided,
}: {
  form: UseFormReturn<SettingsForm>;
  settings: Settings;
  collided: readonly SettingName[];
}) {
  const t = useTranslations('settings');
  const words = useSettingWords();
  const errorOf = useFieldError(form, settings.country);
  const { register, control } = form;
  const taxNote = useTaxNote(settings.country, useWatch({ control, name: 'taxId' }));
  const now = formOf(settings);
  const hintOf = (name: SettingName, hint?: ReactNode) => {
    if (!collided.includes(name)) return hint;
    return now[name] === '' ? t('meanwhileEmpty') : t('meanwhile', { value: now[name] });
  };
  const text = (name: SettingName, maxLength: number, hint?: ReactNode) => (
    <Field label={t(`fields.${name}`)} error={errorOf(name)} hint={hintOf(name, hint)}>
      <TextInput {...register(name)} maxLength={maxLength} autoComplete="off" {...INPUTS[name]} />
    </Field>
  );
  const zones = isTaxCountry(settings.country) ? TIME_ZONES[settings.country] : [];
  return (
    <>
      <Section title={t('sections.business')} hint={t('sections.businessHint')}>
        <div className="grid gap-4 sm:grid-cols-2">
          {text('name', 80)}
          {text('legalName', 160)}
          {text('taxId', 24, taxNote)}
          {text('address', 160)}
          {text('postcode', 16)}
          {text('city', 80)}
        </div>
      </Section>
      <Section title={t('sections.contact')} hint={t('sections.contactHint')}>
        <div className="grid gap-4 sm:grid-cols-2">
          {text('phone', 24)}
          {text('email', 254)}
        </div>
      </Section>
      <Section title={t('sections.receipts')} hint={t('sections.receiptsHint')}>
        <Field
          label={t('fields.receiptFooter')}
          error={errorOf('receiptFooter')}
          hint={hintOf(
            'receiptFooter',
            t('fields.receiptFooterHint', { max: String(FOOTER_LENGTH) }),
          )}
        >
          <TextArea {...register('receiptFooter')} rows={3} maxLength={FOOTER_LENGTH} />
        </Field>
      </Section>
      <Section title={t('sections.region')} hint={t('sections.regionHint')}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('fields.language')} hint={hintOf('language', t('fields.languageHint'))}>
            <NativeSelect {...register('language')}>
              {DOCUMENT_LANGUAGES.map((language) => (
                <option key={language} value={language}>
                  {words.language(language)}
                </option>
              ))}
            </NativeSelect>
          </Field>
          <Field
            label={t('fields.timezone')}
            error={errorOf('timezone')}
            hint={hintOf('timezone', t('fields.timezoneHint'))}
          >
            <NativeSelect {...register('timezone')}>
              {[...new Set([settings.timezone, ...zones])].map((zone) => (
                <option key={zone} value={zone}>
                  {zoneName(zone)}
                </option>
              ))}
            </NativeSelect>
          </Field>
        </div>
      </Section>
    </>
  );
}

const INPUTS: Partial<Record<SettingName, { type: string }>> = {
  phone: { type: 'tel' },
  email: { type: 'email' },
};

const RULES = {
  required: 'required',
  tooLong: 'tooLong',
  phone: 'phone',
  email: 'email',
  tax_number_form: 'taxForm',
  tax_number_check_digit: 'taxCheckDigit',
  unknown_time_zone: 'timeZone',
} as const;

/** What is wrong with a field, in words; the rule comes from the form or from the server. */
function useFieldError(form: UseFormReturn<SettingsForm>, country: string) {
  const t = useTranslations('settings');
  const { errors } = form.formState;
  return (name: SettingName): string | undefined => {
    const rule = errors[name]?.message;
    if (rule === undefined) return undefined;
    const known = Object.entries(RULES).find(([each]) => each === rule)?.[1] ?? 'other';
    const hint = isTaxCountry(country) ? t(`taxHint.${country}`) : '';
    return t(`errors.${known}`, { hint });
  };
}

/** What kind of number is typed and what that proves, or which ones the country has. */
function useTaxNote(country: string, text: string): string | undefined {
  const t = useTranslations('settings');
  if (!isTaxCountry(country)) return undefined;
  const read = readTaxNumber(country, text);
  return isTaxNumber(read)
    ? t(`taxProof.${read.proof}`, { kind: t(`taxKind.${read.kind}`) })
    : t(`taxHint.${country}`);
}
