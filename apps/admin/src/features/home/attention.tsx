'use client';
import type { GetAttentionOutput, HomeCheckId } from '@toster/contracts/schemas/home';
import { ArrowRight, ChevronDown, CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useRef } from 'react';
import { useRowKeys } from '#features/filters/use-row-keys.ts';
import { HomeCard } from '#features/home/card.tsx';
import { ORDER_VIEWS } from '#features/orders/filters.ts';
import { opens, PAGES } from '#features/shell/pages.ts';
import type { Reading } from '#features/shell/reading.ts';
import { useSession } from '#features/shell/session.tsx';
import { dayOf } from '#i18n/zoned.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { cn } from '#ui/cn.ts';
import { SkeletonRows } from '#ui/skeleton.tsx';
import { StateView } from '#ui/state-view.tsx';

type Check = GetAttentionOutput['checks'][number];

const MOST = 999;
const LOOKS = {
  red: { icon: CircleAlert, chip: 'bg-bad-soft text-bad' },
  amber: { icon: TriangleAlert, chip: 'bg-warn-soft text-warn' },
} as const;

/** Where a finding is dealt with. */
const PLACES: Record<HomeCheckId, string> = {
  orders_late: `/orders?status=${ORDER_VIEWS.open.join(',')}`,
  orders_unaccepted: '/orders?status=placed',
  token_reused: '/audit?action=refresh.reuse_detected&range=7d',
  outside_changes: '/audit?source=database&range=7d',
  failed_sign_ins: '/audit?action=sign_in.failed&range=7d',
  refusals: '/audit?action=access.denied&range=7d',
  quota: '/settings',
  orders_unpaid: '/orders?status=delivered&range=7d',
  import_lines_aside: '/imports?show=aside',
  dishes_sold_out: '/menu',
};

/** What needs this person, red first; then what is calm, so that silence can be told from blindness. */
export function AttentionCard({
  reading,
  locationId,
}: {
  reading: Reading<GetAttentionOutput>;
  locationId: string | null;
}) {
  const t = useTranslations('home');
  const formats = useFormats();
  return (
    <HomeCard
      title={t('attention.title')}
      aside={
        reading.data === null ? undefined : (
          <span suppressHydrationWarning>
            {t('attention.checkedAt', { time: formats.time(reading.data.checkedAt) })}
          </span>
        )
      }
      reading={reading}
      label={t('loading.attention')}
      className="max-[1199px]:order-1"
      skeleton={<SkeletonRows rows={4} label={t('loading.attention')} />}
    >
      {({ checks }) => <Checks checks={checks} locationId={locationId} />}
    </HomeCard>
  );
}

function Checks({ checks, locationId }: { checks: readonly Check[]; locationId: string | null }) {
  const t = useTranslations('home.attention');
  const list = useRef<HTMLUListElement>(null);
  useRowKeys(list);
  const calm = checks.filter((check) => check.level === 'calm');
  const found = (['red', 'amber'] as const).flatMap((level) =>
    checks.filter((check) => check.level === level),
  );
  if (checks.length === 0)
    return <p className="px-4 py-6 text-sm text-ink-2">{t('nothingWatched')}</p>;
  return (
    <>
      {found.length === 0 ? (
        <StateView icon={CircleCheck} title={t('calmTitle')} heading="h3">
          {t('calmBody', { count: calm.length })}
        </StateView>
      ) : (
        <ul ref={list}>
          {found.map((check) => (
            <Finding key={check.id} check={check} locationId={locationId} />
          ))}
        </ul>
      )}
      {calm.length === 0 ? null : (
        <details className="group border-t border-line">
          <summary className="flex min-h-11 list-none items-center gap-2 px-4 text-sm text-ink-2 hover:bg-hover [&::-webkit-details-marker]:hidden">
            <CircleCheck aria-hidden className="size-4 text-ok" />
            <span className="flex-1">{t('calm', { count: calm.length })}</span>
            <ChevronDown
              aria-hidden
              className="size-4 text-ink-3 transition-transform group-open:rotate-180"
            />
          </summary>
          <ul className="border-t border-line py-1.5">
            {calm.map(({ id }) => (
              <li key={id} className="flex items-center gap-2 px-4 py-1 text-sm text-ink-2">
                <CircleCheck aria-hidden className="size-4 shrink-0 text-ok" />
                {t(`checks.${id}.calm`)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Finding({ check, locationId }: { check: Check; locationId: string | null }) {
  const t = useTranslations('home.attention');
  const session = useSession();
  const formats = useFormats();
  if (check.level === 'calm') return null;
  const { icon: Icon, chip } = LOOKS[check.level];
  const path = PLACES[check.id];
  const separator = path.includes('?') ? '&' : '?';
  const [page = ''] = path.split('?');
  const mayOpen = PAGES.some((each) => each.path === page && opens(each, session));
  const inner = (
    <>
      <span
        className={cn('flex size-7 shrink-0 items-center justify-center rounded-full', chip)}
        title={t(`levels.${check.level}`)}
      >
        <Icon aria-hidden className="size-4" />
        <span className="sr-only">{t(`levels.${check.level}`)}</span>
      </span>
      <span className="min-w-0 flex-1 py-2">
        <span className="block text-sm font-medium text-pretty">
          {t(`checks.${check.id}.found`, { count: check.count })}
          {check.count === MOST ? ` (${t('orMore', { count: MOST })})` : null}
        </span>
        {check.since === null ? null : (
          <span className="block text-xs text-ink-3 nums">
            {t('since', { time: timeOf(check.since, session.org.timezone, formats) })}
          </span>
        )}
      </span>
    </>
  );
  return (
    <li className="border-b border-line last:border-0">
      {mayOpen ? (
        <Link
          data-row
          href={locationId === null ? path : `${path}${separator}location=${locationId}`}
          className="group flex min-h-14 items-center gap-3 px-4 -outline-offset-2 hover:bg-hover"
        >
          {inner}
          <span className="flex shrink-0 items-center gap-1 text-sm text-ink-2 group-hover:text-ink">
            <span className="phone:sr-only">{t(`checks.${check.id}.action`)}</span>
            <ArrowRight aria-hidden className="size-4" />
          </span>
        </Link>
      ) : (
        <div className="flex min-h-14 items-center gap-3 px-4">{inner}</div>
      )}
    </li>
  );
}

/** The hour for today, the day too for anything older. */
function timeOf(
  iso: string,
  timezone: string,
  formats: Pick<ReturnType<typeof useFormats>, 'time' | 'dateTime'>,
): string {
  const today = dayOf(new Date(), timezone) === dayOf(new Date(iso), timezone);
  return today ? formats.time(iso) : formats.dateTime(iso);
}
