'use client';
import type { Policy } from '@toster/contracts/schemas/policy';
import { ShieldCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Section } from '#features/settings/section.tsx';
import type { Reading } from '#features/shell/reading.ts';
import { ReadingView } from '#features/shell/reading-view.tsx';
import { useFormats } from '#i18n/use-formats.ts';
import { Button } from '#ui/button.tsx';
import { Skeleton } from '#ui/skeleton.tsx';

/** What the organisation asks of its people's sign-in. `onChange` is given to those who decide it. */
export function PolicySection({
  reading,
  pending,
  onChange,
}: {
  reading: Reading<Policy>;
  /** The dialog is on its way. */
  pending?: boolean;
  onChange: (() => void) | null;
}) {
  const t = useTranslations('settings.policy');
  return (
    <Section title={t('title')} hint={t('hint')}>
      <ReadingView
        reading={reading}
        label={t('loading')}
        skeleton={
          <div role="status" aria-label={t('loading')}>
            <Skeleton className="w-56" />
          </div>
        }
      >
        {({ secondFactor }) => (
          <div className="flex flex-wrap items-start justify-between gap-3">
            {secondFactor.length === 0 ? (
              <p className="text-sm text-ink-2">{t('nobody')}</p>
            ) : (
              <ul className="flex flex-col gap-2">
                {secondFactor.map((rule) => (
                  <Rule key={rule.duty} rule={rule} />
                ))}
              </ul>
            )}
            {onChange === null ? null : (
              <Button onClick={onChange} loading={pending === true}>
                {t('change')}
              </Button>
            )}
          </div>
        )}
      </ReadingView>
    </Section>
  );
}

function Rule({ rule: { duty, from } }: { rule: Policy['secondFactor'][number] }) {
  const t = useTranslations('settings.policy');
  const audit = useTranslations('audit');
  const formats = useFormats();
  const holds = Date.parse(from) <= Date.now();
  return (
    <li className="flex items-center gap-2 text-sm">
      <ShieldCheck aria-hidden className={holds ? 'size-4 text-ok' : 'size-4 text-ink-3'} />
      <span className="font-medium">{audit(`role.${duty}`)}</span>
      <span className="text-ink-2">
        {t(holds ? 'since' : 'from', { date: formats.date(from) })}
      </span>
    </li>
  );
}
