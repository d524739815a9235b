'use client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { ClipboardList, Plus, SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { useCallback, useMemo, useRef } from 'react';
import { RangeFilter } from '#features/filters/range-filter.tsx';
import { SearchBox } from '#features/filters/search-box.tsx';
import { useRowKeys } from '#features/filters/use-row-keys.ts';
import {
  CHANNELS,
  isFiltered,
  ORDER_PARSERS,
  ORDER_SHEET_PARSERS,
  ORDER_VIEWS,
  type OrderView,
  orderNumber,
  orderQuery,
  viewOf,
} from '#features/orders/filters.ts';
import { OrdersTable } from '#features/orders/orders-table.tsx';
import { StatusFilter } from '#features/orders/status-filter.tsx';
import { FailureView } from '#features/shell/failure-view.tsx';
import { PageHeader } from '#features/shell/page-header.tsx';
import { useMay, usePlaces, useSession } from '#features/shell/session.tsx';
import { useShortcut } from '#features/shell/shortcuts-provider.tsx';
import { useTRPC, useTRPCClient } from '#trpc/client.tsx';
import { pagesOptions } from '#trpc/pages.ts';
import { Button } from '#ui/button.tsx';
import { cn } from '#ui/cn.ts';
import { InlineSelect } from '#ui/inline-select.tsx';
import { lazyPart } from '#ui/lazy.tsx';
import { SkeletonRows } from '#ui/skeleton.tsx';
import { StateView } from '#ui/state-view.tsx';

const VIEWS = Object.keys(ORDER_VIEWS) as OrderView[];

const NewOrderSheet = lazyPart(
  async () => (await import('#features/orders/new-order-sheet.tsx')).NewOrderSheet,
  ({ open }) => open,
);
const OrderSheet = lazyPart(
  async () => (await import('#features/orders/order-sheet.tsx')).OrderSheet,
  ({ id }) => id !== null,
);

/** The orders of an establishment or of all, newest first, and the one that is open beside them. */
export function OrdersPage() {
  const t = useTranslations('orders');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { org } = useSession();
  const locations = usePlaces('orders.read');
  const mayCreate = useMay('orders.create');
  const [filters, setFilters] = useQueryStates(ORDER_PARSERS);
  const [sheet, setSheet] = useQueryStates(ORDER_SHEET_PARSERS, { history: 'push' });
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  useShortcut('newOrder', () => void setSheet({ new: true, order: null }), { enabled: mayCreate });

  const input = useMemo(
    () => orderQuery(filters, org.timezone, locations),
    [filters, org.timezone, locations],
  );
  const query = useInfiniteQuery({
    ...pagesOptions(trpc.orders.list.infiniteQueryKey(input), (page) =>
      client.orders.list.query({ ...input, ...page }),
    ),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });
  const orders = useMemo(
    () => query.data?.pages.flatMap((page) => page.orders) ?? [],
    [query.data],
  );
  const open = useCallback((id: string) => void setSheet({ order: id, new: false }), [setSheet]);
  const search = useCallback((q: string) => void setFilters({ q }), [setFilters]);
  const unreadable = filters.q.trim() !== '' && orderNumber(filters.q) === null;
  const [only] = locations.length === 1 ? locations : [];
  const place = (only ?? locations.find((location) => location.id === filters.location))?.name;
  const clear = () =>
    void setFilters({ q: '', status: [], channel: null, range: null, from: null, to: null });

  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          mayCreate ? (
            <Button
              variant="primary"
              aria-keyshortcuts="n"
              onClick={() => void setSheet({ new: true, order: null })}
            >
              <Plus aria-hidden className="size-4" />
              {t('new')}
            </Button>
          ) : undefined
        }
      >
        {place === undefined
          ? t('scopeAll', { count: locations.length })
          : t('scopeOne', { name: place })}
      </PageHeader>

      <div className="mb-3 flex flex-wrap items-center gap-2">
        <div
          role="group"
          aria-label={t('views.label')}
          className="flex rounded-md border border-line bg-band p-0.5"
        >
          {VIEWS.map((view) => {
            const active = viewOf(filters.status) === view;
            return (
              <button
                key={view}
                type="button"
                aria-pressed={active}
                onClick={() => void setFilters({ status: [...ORDER_VIEWS[view]] })}
                className={cn(
                  'h-[calc(var(--control)-6px)] touch:h-11 touch:min-w-11 rounded-sm px-2.5 text-sm font-medium transition-colors',
                  active ? 'bg-knob text-ink shadow-control' : 'text-ink-2 hover:text-ink',
                )}
              >
                {t(`views.${view}`)}
              </button>
            );
          })}
        </div>
        <SearchBox
          value={filters.q}
          onChange={search}
          label={t('search')}
          className="w-52 phone:w-full"
        />
        <StatusFilter
          value={filters.status}
          onChange={(status) => void setFilters({ status: [...status] })}
        />
        <RangeFilter value={filters} onChange={(value) => void setFilters(value)} />
        <InlineSelect
          label={t('columns.channel')}
          value={filters.channel ?? ''}
          onChange={(event) =>
            void setFilters({
              channel: CHANNELS.find((channel) => channel === event.target.value) ?? null,
            })
          }
        >
          <option value="">{t('channel.any')}</option>
          {CHANNELS.map((channel) => (
            <option key={channel} value={channel}>
              {t(`channel.${channel}`)}
            </option>
          ))}
        </InlineSelect>
        {isFiltered(filters) ? (
          <Button variant="ghost" onClick={clear}>
            {t('clearFilters')}
          </Button>
        ) : null}
      </div>
      {unreadable ? (
        <p role="status" className="mb-3 text-sm text-warn">
          {t('searchHint', { query: filters.q })}
        </p>
      ) : null}

      <div ref={list} className="overflow-x-auto rounded-lg border border-line bg-surface">
        {query.isPending ? (
          <SkeletonRows label={t('loading')} />
        ) : query.isError && !query.data ? (
          <FailureView error={query.error} onRetry={() => void query.refetch()} />
        ) : orders.length === 0 ? (
          isFiltered(filters) ? (
            <StateView
              icon={SearchX}
              title={t('noneFound')}
              actions={<Button onClick={clear}>{t('clearFilters')}</Button>}
            >
              {t('noneFoundBody')}
            </StateView>
          ) : (
            <StateView
              icon={ClipboardList}
              title={t('none')}
              actions={
                mayCreate ? (
                  <Button variant="primary" onClick={() => void setSheet({ new: true })}>
                    <Plus aria-hidden className="size-4" />
                    {t('new')}
                  </Button>
                ) : undefined
              }
            >
              {t('noneBody')}
            </StateView>
          )
        ) : (
          <OrdersTable
            orders={orders}
            selected={sheet.order}
            showLocation={place === undefined && locations.length > 1}
            onOpen={open}
            stale={query.isPlaceholderData}
          />
        )}
      </div>
      {query.hasNextPage ? (
        <div className="mt-3 flex justify-center">
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      ) : orders.length > 0 ? (
        <p className="mt-3 text-center text-xs text-ink-3">{t('end', { count: orders.length })}</p>
      ) : null}

      <OrderSheet
        id={sheet.order}
        neighbours={orders}
        onOpen={open}
        onClose={() => void setSheet({ order: null })}
      />
      {mayCreate ? (
        <NewOrderSheet
          open={sheet.new}
          locationId={filters.location}
          onClose={() => void setSheet({ new: false })}
          onCreated={open}
        />
      ) : null}
    </>
  );
}
