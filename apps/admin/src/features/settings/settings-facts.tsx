'use client';
import type { Settings } from '@toster/contracts/schemas/settings';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { FixedFacts } from '#features/settings/fixed-facts.tsx';
import { Section } from '#features/settings/section.tsx';
import { useSettingWords } from '#features/settings/use-setting-words.ts';
import { Fact } from '#features/staff/fact.tsx';
import { addressLines } from '#i18n/address-lines.ts';

/** The settings as values, section by section. */
export function SettingsFacts({ settings }: { settings: Settings }) {
  const t = useTranslations('settings');
  const words = useSettingWords();
  const address = addressLines({ ...settings, street: settings.address });
  return (
    <div className="flex flex-col gap-5">
      <Section title={t('sections.business')} hint={t('sections.businessHint')}>
        <Facts>
          <Fact label={t('fields.name')}>{settings.name}</Fact>
          <Fact label={t('fields.legalName')}>
            <Stated>{settings.legalName}</Stated>
          </Fact>
          <Fact label={t('fields.taxId')}>
            <Stated>{settings.taxId}</Stated>
          </Fact>
          <Fact label={t('fields.address')}>
            <Stated>{address.join(', ')}</Stated>
          </Fact>
        </Facts>
      </Section>
      <Section title={t('sections.contact')} hint={t('sections.contactHint')}>
        <Facts>
          <Fact label={t('fields.phone')}>
            <Stated>{settings.phone}</Stated>
          </Fact>
          <Fact label={t('fields.email')}>
            <Stated>{settings.email}</Stated>
          </Fact>
        </Facts>
      </Section>
      <Section title={t('sections.receipts')} hint={t('sections.receiptsHint')}>
        <Facts>
          <Fact label={t('fields.receiptFooter')}>
            <span className="whitespace-pre-line">
              <Stated>{settings.receiptFooter}</Stated>
            </span>
          </Fact>
        </Facts>
      </Section>
      <Section title={t('sections.region')} hint={t('sections.regionHint')}>
        <Facts>
          <Fact label={t('fields.language')}>{words.language(settings.language)}</Fact>
          <Fact label={t('fields.timezone')}>{words.zone(settings.timezone)}</Fact>
        </Facts>
      </Section>
      <FixedFacts settings={settings} />
    </div>
  );
}

/** Named facts beside each other. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="grid gap-x-6 gap-y-4 sm:grid-cols-2">{children}</dl>;
}

/** A value, or that there is none. */
export function Stated({ children }: { children: string }) {
  const t = useTranslations('settings');
  return children === '' ? (
    <span className="font-normal text-ink-3">{t('notStated')}</span>
  ) : (
    children
  );
}
