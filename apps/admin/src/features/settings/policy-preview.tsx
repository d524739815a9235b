'use client';
import type { FactorStanding } from '@toster/contracts/schemas/policy';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import { Button } from '#ui/button.tsx';

/** So many names are read at a glance. */
const GLANCE = 8;

/** Whom the rules would keep out as things are, before anybody is. */
export function PolicyPreview({
  lacking,
  isEmpty,
  days,
  includesSelf,
}: {
  lacking: FactorStanding['members'];
  /** No role is chosen. */
  isEmpty: boolean;
  days: number;
  includesSelf: boolean;
}) {
  const t = useTranslations('settings.policy.edit');
  const audit = useTranslations('audit');
  const [all, setAll] = useState(false);
  const shown = all ? lacking : lacking.slice(0, GLANCE);
  if (isEmpty)
    return <p className="rounded-lg bg-band px-4 py-3 text-sm text-ink-2">{t('none')}</p>;
  if (lacking.length === 0)
    return (
      <p className="flex items-start gap-2 rounded-lg bg-band px-4 py-3 text-sm text-ink-2">
        <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-ok" />
        {t('preview', { count: 0 })}
      </p>
    );
  return (
    <section aria-live="polite" className="rounded-lg bg-warn-soft px-4 py-3 text-sm">
      <h3 className="flex items-start gap-2 font-medium text-warn">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
        {t('preview', { count: lacking.length })}
      </h3>
      <p className="mt-1 text-pretty text-ink-2">{t('effect', { days })}</p>
      <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
        {shown.map(({ id, firstName, duties }) => (
          <li key={id}>
            {firstName}{' '}
            <span className="text-ink-2">
              {duties.map((duty) => audit(`role.${duty}`)).join(', ')}
            </span>
          </li>
        ))}
        {shown.length < lacking.length ? (
          <li className="text-ink-2">{t('more', { count: lacking.length - shown.length })}</li>
        ) : null}
      </ul>
      {shown.length < lacking.length ? (
        <Button variant="ghost" className="mt-1" onClick={() => setAll(true)}>
          {t('showAll')}
        </Button>
      ) : null}
      {includesSelf ? (
        <p className="mt-2 font-medium text-pretty text-warn">
          <Link href="/profile" className="underline">
            {t('yourself')}
          </Link>
        </p>
      ) : null}
    </section>
  );
}
