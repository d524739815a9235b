'use client';
import type { Settings } from '@toster/contracts/schemas/settings';
import { useTranslations } from 'next-intl';
import { Section } from '#features/settings/section.tsx';
import { useSettingWords } from '#features/settings/use-setting-words.ts';
import { Fact } from '#features/staff/fact.tsx';

/** What was fixed when the organisation was set up, and why it does not change. */
export function FixedFacts({ settings }: { settings: Settings }) {
  const t = useTranslations('settings');
  const words = useSettingWords();
  return (
    <Section title={t('sections.fixed')} hint={t('sections.fixedHint')}>
      <dl className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
        <Fact label={t('fields.country')}>{words.country(settings.country)}</Fact>
        <Fact label={t('fields.currency')}>{words.currency(settings.currency)}</Fact>
        <Fact label={t('fields.slug')}>{settings.slug}</Fact>
        <Fact label={t('fields.cell')}>{words.cell(settings.cell)}</Fact>
      </dl>
    </Section>
  );
}
