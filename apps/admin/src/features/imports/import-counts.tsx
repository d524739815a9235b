'use client';
import type { ImportRow } from '@toster/contracts/schemas/imports';
import { useTranslations } from 'next-intl';

/** What has come of an import so far, in one line. */
export function ImportCounts({
  of: { created, updated, known, rejected },
}: {
  of: Pick<ImportRow, 'created' | 'updated' | 'known' | 'rejected'>;
}) {
  const t = useTranslations('imports.counts');
  const counts = Object.entries({ created, updated, known, rejected })
    .filter(([, count]) => count > 0)
    .map(([name, count]) => t(name as 'created', { count }));
  return <>{counts.length === 0 ? t('none') : counts.join(' · ')}</>;
}
