'use client';
import type { AuditLine, SearchAuditOutput } from '@toster/contracts/schemas/audit';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { SentenceText } from '#features/audit/sentence-text.tsx';
import { HomeCard } from '#features/home/card.tsx';
import type { Reading } from '#features/shell/reading.ts';
import { useSession } from '#features/shell/session.tsx';
import { useScopedHref } from '#features/shell/use-location.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { dayOf } from '#i18n/zoned.ts';
import { SkeletonRows } from '#ui/skeleton.tsx';

/** The newest lines of the log, as far as this person reads it. */
export function ActivityCard({ reading }: { reading: Reading<SearchAuditOutput> }) {
  const t = useTranslations('home');
  const scoped = useScopedHref();
  return (
    <HomeCard
      title={t('activity.title')}
      aside={
        <Link
          href={scoped('/audit')}
          className="inline-flex min-h-6 items-center text-sm text-ink-2 hover:text-ink hover:underline touch:min-h-11"
        >
          {t('activity.all')}
        </Link>
      }
      reading={reading}
      label={t('loading.activity')}
      className="max-[1199px]:order-4"
      skeleton={<SkeletonRows rows={6} label={t('loading.activity')} />}
    >
      {({ lines }) => <ActivityView lines={lines} />}
    </HomeCard>
  );
}

/** The lines themselves, each a way into the log. */
function ActivityView({ lines }: { lines: readonly AuditLine[] }) {
  const t = useTranslations('home.activity');
  const { org } = useSession();
  const formats = useFormats();
  if (lines.length === 0) return <p className="px-4 py-6 text-sm text-ink-2">{t('empty')}</p>;
  const today = dayOf(new Date(), org.timezone);
  return (
    <ol>
      {lines.map((line) => (
        <li key={line.requestId} className="border-b border-line last:border-0">
          <Link
            data-row
            href={`/audit?request=${encodeURIComponent(line.requestId)}`}
            className="flex min-h-11 items-start gap-3 px-4 py-2.5 -outline-offset-2 hover:bg-hover"
          >
            <time
              dateTime={line.at}
              className="w-14 shrink-0 text-xs leading-5 whitespace-nowrap text-ink-3 nums"
            >
              {dayOf(new Date(line.at), org.timezone) === today
                ? formats.time(line.at)
                : formats.shortDay(line.at)}
            </time>
            <span className="min-w-0 flex-1 text-sm text-pretty text-ink-2">
              <SentenceText line={line} />
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
