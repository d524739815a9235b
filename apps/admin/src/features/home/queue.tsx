'use client';
import type { GetQueueOutput } from '@toster/contracts/schemas/home';
import { CircleCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useRef } from 'react';
import { useRowKeys } from '#features/filters/use-row-keys.ts';
import { HomeCard } from '#features/home/card.tsx';
import { ORDER_VIEWS } from '#features/orders/filters.ts';
import { CHANNEL_ICONS } from '#features/orders/status.ts';
import { StatusBadge } from '#features/orders/status-badge.tsx';
import { useTableName } from '#features/orders/use-table-name.ts';
import type { Reading } from '#features/shell/reading.ts';
import { useScopedHref } from '#features/shell/use-location.ts';
import { cn } from '#ui/cn.ts';
import { SkeletonRows } from '#ui/skeleton.tsx';
import { StateView } from '#ui/state-view.tsx';

const MINUTE_MS = 60_000;

type Waiting = GetQueueOutput['orders'][number];

/** The open orders of this person that have waited longest. */
export function QueueCard({ reading }: { reading: Reading<GetQueueOutput> }) {
  const t = useTranslations('home');
  return (
    <HomeCard
      title={t('queue.title')}
      reading={reading}
      label={t('loading.queue')}
      className="max-[1199px]:order-2"
      skeleton={<SkeletonRows rows={4} label={t('loading.queue')} />}
    >
      {(queue) => <QueueView queue={queue} at={reading.readAt} />}
    </HomeCard>
  );
}

/** The queue itself; `at` is when it was true, epoch milliseconds. */
function QueueView({ queue, at }: { queue: GetQueueOutput; at: number }) {
  const t = useTranslations('home.queue');
  const scoped = useScopedHref();
  const list = useRef<HTMLUListElement>(null);
  useRowKeys(list);
  if (queue.orders.length === 0)
    return (
      <StateView icon={CircleCheck} title={t('empty')} heading="h3">
        {t('emptyBody')}
      </StateView>
    );
  const open = scoped('/orders');
  const all = `${open}${open.includes('?') ? '&' : '?'}status=${ORDER_VIEWS.open.join(',')}`;
  return (
    <>
      <ul ref={list}>
        {queue.orders.map((order) => (
          <QueueRow key={order.id} order={order} at={at} />
        ))}
      </ul>
      {queue.total > queue.orders.length ? (
        <Link
          href={all}
          className="flex min-h-11 items-center justify-center border-t border-line text-sm text-ink-2 hover:bg-hover hover:text-ink"
        >
          {t('all', { count: queue.total })}
        </Link>
      ) : null}
    </>
  );
}

function QueueRow({ order, at }: { order: Waiting; at: number }) {
  const t = useTranslations('home.queue');
  const orders = useTranslations('orders');
  const tableName = useTableName();
  const Icon = CHANNEL_ICONS[order.channel];
  return (
    <li className="border-b border-line last:border-0">
      <Link
        data-row
        href={`/orders?order=${order.id}`}
        className="flex min-h-12 items-center gap-3 px-4 -outline-offset-2 hover:bg-hover"
      >
        <Icon
          className="size-4 shrink-0 text-ink-3"
          role="img"
          aria-label={orders(`channel.${order.channel}`)}
        />
        <span className="flex min-w-0 flex-1 flex-col py-1.5">
          <span className="text-sm font-semibold nums">#{order.number}</span>
          <span className="text-xs text-pretty text-ink-3 nums">
            {t('items', { count: order.itemCount })}
            {order.tableLabel === null ? null : ` · ${tableName(order.tableLabel)}`}
          </span>
        </span>
        <StatusBadge status={order.status} />
        <Due order={order} at={at} />
      </Link>
    </li>
  );
}

function Due({ order, at }: { order: Waiting; at: number }) {
  const t = useTranslations('home.queue');
  const minutes = (instant: string) => Math.round((Date.parse(instant) - at) / MINUTE_MS);
  const left = order.promisedAt === null ? null : minutes(order.promisedAt);
  const late = left !== null && left < 0;
  return (
    <span
      suppressHydrationWarning
      className={cn(
        'w-24 shrink-0 text-right text-xs nums',
        late ? 'font-semibold text-bad' : 'text-ink-3',
      )}
    >
      {left === null
        ? t('waiting', { minutes: -minutes(order.placedAt) })
        : t(late ? 'late' : 'left', { minutes: Math.abs(left) })}
    </span>
  );
}
