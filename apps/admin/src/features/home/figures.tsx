'use client';
import type { GetFiguresOutput } from '@toster/contracts/schemas/home';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { HomeCard } from '#features/home/card.tsx';
import { HoursChart } from '#features/home/hours-chart.tsx';
import type { Reading } from '#features/shell/reading.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { Skeleton } from '#ui/skeleton.tsx';

/** Today so far, beside the same weekday a week ago up to the same time. */
export function FiguresCard({
  reading,
  from,
}: {
  reading: Reading<GetFiguresOutput>;
  /** The beginning of the day. */
  from: string;
}) {
  const t = useTranslations('home');
  return (
    <HomeCard
      title={t('figures.title')}
      reading={reading}
      label={t('loading.figures')}
      className="max-[1199px]:order-3"
      skeleton={
        <div role="status" aria-label={t('loading.figures')} className="grid grid-cols-2 gap-6 p-4">
          {Array.from({ length: 4 }, (_, index) => (
            <div key={index} className="flex flex-col gap-2.5">
              <Skeleton className="w-16" />
              <Skeleton className="h-6 w-24" />
            </div>
          ))}
          <Skeleton className="col-span-2 h-28" />
        </div>
      }
    >
      {(figures) => <FiguresView figures={figures} from={from} />}
    </HomeCard>
  );
}

function FiguresView({ figures, from }: { figures: GetFiguresOutput; from: string }) {
  const t = useTranslations('home.figures');
  const formats = useFormats();
  const { today, weekAgo, open } = figures;
  const average = (day: GetFiguresOutput['today']) =>
    day.totalMinor === null || day.orders === 0 ? null : Math.round(day.totalMinor / day.orders);
  const money = (minor: number | null) =>
    minor === null ? '–' : formats.money(minor, undefined, { trim: true });
  return (
    <div className="p-4">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4">
        <Figure
          label={t('orders')}
          before={<Before now={today.orders} was={weekAgo.orders} show={String} />}
        >
          {today.orders}
        </Figure>
        {today.totalMinor === null ? null : (
          <>
            <Figure
              label={t('takings')}
              before={<Before now={today.totalMinor} was={weekAgo.totalMinor ?? 0} show={money} />}
            >
              {money(today.totalMinor)}
            </Figure>
            <Figure
              label={t('average')}
              before={<Before now={average(today) ?? 0} was={average(weekAgo) ?? 0} show={money} />}
            >
              {money(average(today))}
            </Figure>
          </>
        )}
        <Figure label={t('open')}>{open}</Figure>
      </dl>
      <HoursChart hours={figures.hours} from={from} />
    </div>
  );
}

function Figure({
  label,
  before,
  children,
}: {
  label: ReactNode;
  before?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-3">{label}</dt>
      <dd>
        <span className="block truncate text-xl font-semibold tracking-tight nums">{children}</span>
        {before === undefined ? null : (
          <span className="block text-xs text-ink-3 nums">{before}</span>
        )}
      </dd>
    </div>
  );
}

function Before({ now, was, show }: { now: number; was: number; show: (value: number) => string }) {
  const t = useTranslations('home.figures');
  if (was === 0) return t('noneWeekAgo');
  if (was === now) return t('same');
  return t('weekAgo', { value: show(was) });
}
