'use client';
import type { RecordKind } from '@toster/contracts/records/kinds';
import { History } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { historyPath } from '#features/history/paths.ts';
import { useMay } from '#features/shell/session.tsx';
import { buttonClass } from '#ui/button.tsx';

/** The way from a record to its history; nothing for those who do not read the log. */
export function HistoryLink({ kind, id }: { kind: RecordKind; id: string }) {
  const t = useTranslations('history');
  if (!useMay('audit_log.read')) return null;
  return (
    <Link href={historyPath({ kind, id })} className={buttonClass('ghost')}>
      <History aria-hidden className="size-4" />
      {t('link')}
    </Link>
  );
}
