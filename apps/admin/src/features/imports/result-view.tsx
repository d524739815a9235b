'use client';
import type { GetImportOutput } from '@toster/contracts/schemas/imports';
import { CheckCheck, OctagonX, ScrollText, XCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { FailureNotice } from '#features/imports/failure-notice.tsx';
import { type Figure, Figures } from '#features/imports/figures.tsx';
import { logOf, logOfImport, recordsOf } from '#features/imports/paths.ts';
import { opens, PAGES } from '#features/shell/pages.ts';
import { useMay, useSession } from '#features/shell/session.tsx';
import { buttonClass } from '#ui/button.tsx';
import { cn } from '#ui/cn.ts';
import { useFormats } from '#i18n/use-formats.ts';

type Ended = 'finished' | 'failed' | 'cancelled';

const LOOKS = {
  finished: { icon: CheckCheck, chip: 'bg-ok-soft text-ok' },
  failed: { icon: OctagonX, chip: 'bg-bad-soft text-bad' },
  cancelled: { icon: XCircle, chip: 'bg-pressed text-ink-2' },
} as const;

/** How an import ended, what came of it, where that is to be seen, and what was put aside. */
export function ResultView({ entry, aside }: { entry: GetImportOutput; aside: ReactNode }) {
  const t = useTranslations('imports.result');
  const { kind, status, failure, created, updated, known, rejected } = entry;
  const ended: Ended = status === 'finished' || status === 'failed' ? status : 'cancelled';
  const { icon: Icon, chip } = LOOKS[ended];
  const hasWritten = created + updated > 0;
  const figures: Figure[] = [
    { label: t(`created.${kind}`), value: created },
    ...(kind === 'menu' ? [{ label: t('updated'), value: updated }] : []),
    { label: t('known'), value: known },
    { label: t('aside'), value: rejected, isWarning: rejected > 0 },
  ];
  return (
    <div className="flex flex-col gap-5">
      {failure === null ? null : <FailureNotice failure={failure} />}
      <section className="rounded-lg border border-line bg-surface px-4 py-4">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-3">
          <span
            aria-hidden
            className={cn('flex size-9 shrink-0 items-center justify-center rounded-full', chip)}
          >
            <Icon className="size-5" />
          </span>
          <div className="min-w-0 flex-1 basis-48">
            <h2 className="text-base font-semibold">{t(ended)}</h2>
            {hasWritten && ended !== 'finished' ? (
              <p className="text-sm text-ink-2">{t('partly')}</p>
            ) : hasWritten ? null : (
              <p className="text-sm text-ink-2">{t('nothingDone')}</p>
            )}
          </div>
          <Ways entry={entry} hasWritten={hasWritten} />
        </div>
      </section>
      <Figures figures={figures} />
      {rejected > 0 ? <LinesAside entry={entry} /> : null}
      {aside}
    </div>
  );
}

/** What to do with the lines put aside, and how long they are kept for whoever brought them. */
function LinesAside({ entry: { own, linesUntil, now } }: { entry: GetImportOutput }) {
  const t = useTranslations('imports.result');
  const formats = useFormats();
  const date = linesUntil === null ? '' : formats.date(linesUntil);
  if (linesUntil !== null && linesUntil <= now)
    return <p className="text-sm text-pretty text-ink-2">{t('linesGone', { date })}</p>;
  if (!own) return <p className="text-sm text-pretty text-ink-2">{t('foreignLines')}</p>;
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm text-ink-2">
      <span className="min-w-0 flex-1 basis-64 text-pretty">
        {t('mend')} {linesUntil === null ? null : t('linesUntil', { date })}
      </span>
      <Link href="/imports?new=true" className={buttonClass()}>
        {t('again')}
      </Link>
    </p>
  );
}

/** Where the result is to be seen: the one line of the log, and the records themselves. */
function Ways({ entry, hasWritten }: { entry: GetImportOutput; hasWritten: boolean }) {
  const t = useTranslations('imports.result');
  const session = useSession();
  const mayAudit = useMay('audit_log.read');
  const records = recordsOf(entry);
  const [path = ''] = records.split('?');
  const maySee = PAGES.some((page) => page.path === path && opens(page, session));
  return (
    <div className="flex flex-wrap gap-2 phone:w-full phone:*:flex-1">
      {hasWritten && maySee ? (
        <Link href={records} className={buttonClass()}>
          {t(`see.${entry.kind}`)}
        </Link>
      ) : null}
      {mayAudit ? (
        <Link href={logPathOf(entry, hasWritten)} className={buttonClass('primary')}>
          <ScrollText aria-hidden className="size-4" />
          {t('log')}
        </Link>
      ) : null}
    </div>
  );
}

/** The folded line of the import; where it never began, the line that says so. */
function logPathOf(entry: GetImportOutput, hasWritten: boolean): string {
  if (hasWritten || entry.status === 'finished') return logOfImport(entry);
  return logOf(entry.status === 'failed' ? 'import.failed' : 'import.cancelled');
}
