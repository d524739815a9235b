'use client';
import type { GetImportOutput } from '@toster/contracts/schemas/imports';
import { History } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useFormats } from '#i18n/use-formats.ts';

/** Says that the very same file was imported before, and leads there. */
export function BeforeNotice({ file }: Pick<GetImportOutput, 'file'>) {
  const t = useTranslations('imports');
  const formats = useFormats();
  const before = file?.before ?? null;
  if (before === null) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-line bg-info-soft px-4 py-2.5 text-sm text-info">
      <History aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 flex-1">{t('before', { when: formats.dateTime(before.finishedAt) })}</p>
      <Link
        href={`/imports/${before.id}`}
        className="inline-flex min-h-6 items-center font-medium underline touch:min-h-11"
      >
        {t('seeBefore')}
      </Link>
    </div>
  );
}
