'use client';
import type { OrderRow } from '@toster/contracts/schemas/orders';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { CHANNEL_ICONS } from '#features/orders/status.ts';
import { StatusBadge } from '#features/orders/status-badge.tsx';
import { useTableName } from '#features/orders/use-table-name.ts';
import { useSession } from '#features/shell/session.tsx';
import { useFormats } from '#i18n/use-formats.ts';
import { columnsOf, DataTable } from '#ui/data-table.tsx';

const helper = columnsOf<OrderRow>();

const CELLS: Record<string, string> = {
  number: 'w-24 pl-4 rail:w-20 phone:w-20',
  channel: 'phone:w-10',
  status: 'w-36 rail:w-32 phone:w-32',
  items: 'w-20 text-right nums last:pr-4 rail:w-16 phone:hidden',
  placed: 'w-40 rail:w-36 phone:hidden',
  location: 'rail:w-24 phone:hidden',
  total: 'w-32 pr-4 text-right rail:w-28 phone:w-28',
};

/** The orders of a page of results. The number is the button that opens the order; the whole row is its target. */
export function OrdersTable({
  orders,
  selected,
  showLocation,
  onOpen,
  stale,
}: {
  orders: readonly OrderRow[];
  selected: string | null;
  showLocation: boolean;
  onOpen: (id: string) => void;
  stale: boolean;
}) {
  const t = useTranslations('orders');
  const formats = useFormats();
  const tableName = useTableName();
  const { locations } = useSession();

  // A role that sees no totals gets no column of them.
  const showTotal = orders.some((order) => order.totalMinor !== null);

  const columns = useMemo(
    () =>
      helper.columns([
        helper.accessor('number', {
          header: t('columns.number'),
          cell: ({ row }) => (
            <button
              type="button"
              data-row
              onClick={(event) => {
                event.stopPropagation();
                onOpen(row.original.id);
              }}
              className="-mx-1.5 inline-flex min-h-7 touch:min-h-11 touch:min-w-11 items-center rounded-sm px-1.5 font-semibold nums hover:underline"
              aria-label={t('open', { number: row.original.number })}
            >
              #{row.original.number}
            </button>
          ),
        }),
        helper.accessor('status', {
          header: t('columns.status'),
          cell: ({ getValue }) => <StatusBadge status={getValue()} />,
        }),
        helper.accessor('channel', {
          header: () => <span className="phone:sr-only">{t('columns.channel')}</span>,
          cell: ({ row }) => {
            const Icon = CHANNEL_ICONS[row.original.channel];
            const channel = t(`channel.${row.original.channel}`);
            const { tableLabel } = row.original;
            const place = tableLabel === null ? '' : ` · ${tableName(tableLabel)}`;
            return (
              <span className="flex items-center gap-2 text-ink-2">
                <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />
                <span className="truncate phone:sr-only" title={channel + place}>
                  {channel}
                  <span className="text-ink-3">{place}</span>
                </span>
              </span>
            );
          },
        }),
        ...(showLocation
          ? [
              helper.accessor(
                (order) =>
                  locations.find((location) => location.id === order.locationId)?.name ?? '',
                {
                  id: 'location',
                  header: t('columns.location'),
                  cell: ({ getValue }) => (
                    <span className="block truncate text-ink-2" title={getValue()}>
                      {getValue()}
                    </span>
                  ),
                },
              ),
            ]
          : []),
        helper.accessor('placedAt', {
          id: 'placed',
          header: t('columns.placed'),
          cell: ({ getValue }) => (
            <time dateTime={getValue()} className="nums">
              <span className="text-ink-2">{formats.day(getValue())}</span>{' '}
              <span className="text-ink-3">{formats.time(getValue())}</span>
            </time>
          ),
        }),
        helper.accessor('itemCount', {
          id: 'items',
          header: t('columns.items'),
          cell: ({ getValue }) => getValue(),
        }),
        ...(showTotal
          ? [
              helper.accessor('totalMinor', {
                id: 'total',
                header: t('columns.total'),
                cell: ({ row }) =>
                  row.original.totalMinor === null ? (
                    <span className="text-ink-3">{t('hiddenShort')}</span>
                  ) : (
                    <span className="font-medium nums">
                      {formats.money(row.original.totalMinor, row.original.currency)}
                    </span>
                  ),
              }),
            ]
          : []),
      ]),
    [t, formats, tableName, locations, showLocation, showTotal, onOpen],
  );

  return (
    <DataTable
      caption={t('title')}
      rows={orders}
      columns={columns}
      cells={CELLS}
      stale={stale}
      selected={selected}
      onOpen={onOpen}
    />
  );
}
