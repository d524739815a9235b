'use client';
import { Hourglass } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useFormats } from '#i18n/use-formats.ts';
import { cn } from '#ui/cn.ts';

/** All look-ups of the hour are used, and when the next one is free. */
export function LookUpLimit({ freeAt, className }: { freeAt: number; className?: string }) {
  const t = useTranslations('customers.lookUp');
  const formats = useFormats();
  return (
    <div
      role="status"
      className={cn(
        'flex items-start gap-2.5 rounded-md bg-warn-soft px-3 py-2.5 text-sm text-warn',
        className,
      )}
    >
      <Hourglass aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div>
        <p className="font-semibold">{t('limit')}</p>
        <p>{t('limitBody', { time: formats.time(new Date(freeAt).toISOString()) })}</p>
      </div>
    </div>
  );
}
