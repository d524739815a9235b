'use client';
import { printedReceiptCode, readReceiptCode } from '@toster/contracts/receipt-code';
import type { OrderRow } from '@toster/contracts/schemas/orders';
import { ClipboardList, Plus, ReceiptText, SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useCallback, useRef } from 'react';
import { RangeFilter } from '#features/filters/range-filter.tsx';
import { SearchBox } from '#features/filters/search-box.tsx';
import { useRowKeys } from '#features/filters/use-row-keys.ts';
import {
  CHANNELS,
  isFiltered,
  ORDER_VIEWS,
  type OrderFilters,
  orderNumber,
  type OrderSheetAddress,
  type OrderView,
  viewOf,
} from '#features/orders/filters.ts';
import { OrdersTable } from '#features/orders/orders-table.tsx';
import { StatusFilter } from '#features/orders/status-filter.tsx';
import { receiptPath } from '#features/receipts/paths.ts';
import { PageHeader } from '#features/shell/page-header.tsx';
import type { PagedReading } from '#features/shell/reading.ts';
import { MoreOf, ReadingView } from '#features/shell/reading-view.tsx';
import { useMay, usePlaces } from '#features/shell/session.tsx';
import { useShortcut } from '#features/shell/shortcuts-provider.tsx';
import { Button } from '#ui/button.tsx';
import { cn } from '#ui/cn.ts';
import { InlineSelect } from '#ui/inline-select.tsx';
import { lazyPart } from '#ui/lazy.tsx';
import { StateView } from '#ui/state-view.tsx';

const NewOrderSheet = lazyPart(
  async () => (await import('#features/orders/new-order-sheet.tsx')).NewOrderSheet,
  ({ open }) => open,
);
const OrderSheet = lazyPart(
  async () => (await import('#features/orders/order-sheet.tsx')).OrderSheet,
  ({ id }) => id !== null,
);

const VIEWS = Object.keys(ORDER_VIEWS) as OrderView[];

type OrdersViewProps = {
  reading: PagedReading<readonly OrderRow[]>;
  filters: OrderFilters;
  sheet: OrderSheetAddress;
  onFilters: (filters: Partial<OrderFilters>) => void;
  onSheet: (sheet: Partial<OrderSheetAddress>) => void;
};

/** The list of orders with its filters, and the order that is open or being written beside it. */
export function OrdersView({ reading, filters, sheet, onFilters, onSheet }: OrdersViewProps) {
  const t = useTranslations('orders');
  const receipts = useTranslations('receipts');
  const locations = usePlaces('orders.read');
  const mayCreate = useMay('orders.create');
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  useShortcut('newRecord', () => onSheet({ new: true, order: null }), { enabled: mayCreate });
  const orders = reading.data ?? [];
  const open = useCallback((id: string) => onSheet({ order: id, new: false }), [onSheet]);
  const search = useCallback((q: string) => onFilters({ q }), [onFilters]);
  const mayReceipts = useMay('receipts.read');
  const receiptCode = mayReceipts ? readReceiptCode(filters.q) : null;
  const unreadable =
    filters.q.trim() !== '' && orderNumber(filters.q) === null && receiptCode === null;
  const [only] = locations.length === 1 ? locations : [];
  const place = (only ?? locations.find((location) => location.id === filters.location))?.name;
  const clear = () =>
    onFilters({ q: '', status: [], channel: null, range: null, from: null, to: null });

  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          mayCreate ? (
            <Button
              variant="primary"
              aria-keyshortcuts="n"
              onClick={() => onSheet({ new: true, order: null })}
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
                onClick={() => onFilters({ status: [...ORDER_VIEWS[view]] })}
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
          label={t(mayReceipts ? 'searchWithReceipts' : 'search')}
        />
        <StatusFilter
          value={filters.status}
          onChange={(status) => onFilters({ status: [...status] })}
        />
        <RangeFilter value={filters} onChange={(value) => onFilters(value)} />
        <InlineSelect
          label={t('columns.channel')}
          value={filters.channel ?? ''}
          onChange={(event) =>
            onFilters({
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
      {receiptCode === null ? null : (
        <p role="status" className="mb-3">
          <Link
            href={receiptPath(receiptCode)}
            className="inline-flex min-h-6 items-center gap-1.5 text-sm font-medium text-accent-ink hover:underline touch:min-h-11"
          >
            <ReceiptText aria-hidden className="size-4" />
            {receipts('findByCode', { code: printedReceiptCode(receiptCode) })}
          </Link>
        </p>
      )}
      {unreadable ? (
        <p role="status" className="mb-3 text-sm text-warn">
          {t('searchHint', { query: filters.q })}
        </p>
      ) : null}

      <div ref={list} className="overflow-x-auto rounded-lg border border-line bg-surface">
        <ReadingView reading={reading} label={t('loading')}>
          {(found) =>
            found.length > 0 ? (
              <OrdersTable
                orders={found}
                selected={sheet.order}
                showLocation={place === undefined && locations.length > 1}
                onOpen={open}
                stale={reading.stale}
              />
            ) : isFiltered(filters) ? (
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
                    <Button variant="primary" onClick={() => onSheet({ new: true })}>
                      <Plus aria-hidden className="size-4" />
                      {t('new')}
                    </Button>
                  ) : undefined
                }
              >
                {t('noneBody')}
              </StateView>
            )
          }
        </ReadingView>
      </div>
      <MoreOf
        more={reading.more}
        label={t('more')}
        end={orders.length > 0 ? t('end', { count: orders.length }) : null}
      />

      <OrderSheet
        id={sheet.order}
        neighbours={orders}
        onOpen={open}
        onClose={() => onSheet({ order: null })}
      />
      {mayCreate ? (
        <NewOrderSheet
          open={sheet.new}
          locationId={filters.location}
          onClose={() => onSheet({ new: false })}
          onCreated={open}
        />
      ) : null}
    </>
  );
}
