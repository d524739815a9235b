'use client';
import type { CustomerRow } from '@toster/contracts/schemas/customers';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useCustomerName } from '#features/customers/use-customer-name.ts';
import { useSession } from '#features/shell/session.tsx';
import { useFormats } from '#i18n/use-formats.ts';
import { Avatar } from '#ui/avatar.tsx';
import { columnsOf, DataTable } from '#ui/data-table.tsx';

const helper = columnsOf<CustomerRow>();

const CELLS: Record<string, string> = {
  name: 'pl-4',
  contact: 'phone:hidden',
  location: 'w-40 phone:hidden rail:hidden',
  orders: 'w-20 text-right nums phone:hidden',
  lastOrder: 'w-32 phone:w-28 last:pr-4',
  spent: 'w-32 pr-4 text-right phone:hidden',
};

/** Guests in the forms the role sees; a column the role sees nothing of is not there. The whole row opens the guest. */
export function CustomersTable({
  customers,
  currency,
  selected,
  showLocation,
  onOpen,
  stale,
}: {
  customers: readonly CustomerRow[];
  currency: string;
  selected: string | null;
  showLocation: boolean;
  onOpen: (id: string) => void;
  stale: boolean;
}) {
  const t = useTranslations('customers');
  const formats = useFormats();
  const nameOf = useCustomerName();
  const { locations } = useSession();
  const showOrders = customers.some(({ orderCount }) => orderCount !== null);

  const columns = useMemo(
    () =>
      helper.columns([
        helper.accessor('name', {
          header: t('columns.name'),
          cell: ({ row: { original } }) => (
            <span className="flex min-w-0 items-center gap-3">
              <Avatar name={nameOf(original)} className="phone:hidden" />
              <button
                type="button"
                data-row
                onClick={(event) => {
                  event.stopPropagation();
                  onOpen(original.id);
                }}
                aria-label={t('open', { name: nameOf(original) })}
                className="-mx-1.5 inline-flex min-h-7 min-w-0 items-center truncate rounded-sm px-1.5 font-semibold hover:underline touch:min-h-11 touch:min-w-11"
              >
                {nameOf(original)}
              </button>
            </span>
          ),
        }),
        helper.accessor('phoneEnding', {
          id: 'contact',
          header: t('columns.contact'),
          cell: ({ row: { original } }) => (
            <span className="flex items-baseline gap-3 text-ink-2">
              {original.phoneEnding === null ? null : (
                <span className="shrink-0 nums">
                  {t('phoneEnding', { digits: original.phoneEnding })}
                </span>
              )}
              {original.email === null ? null : (
                <span className="truncate text-ink-3">{original.email}</span>
              )}
            </span>
          ),
        }),
        ...(showLocation
          ? [
              helper.accessor(
                (customer) => locations.find(({ id }) => id === customer.locationId)?.name ?? '',
                {
                  id: 'location',
                  header: t('columns.location'),
                  cell: ({ getValue }) => (
                    <span className="block truncate text-ink-2">{getValue()}</span>
                  ),
                },
              ),
            ]
          : []),
        ...(showOrders
          ? [
              helper.accessor('orderCount', {
                id: 'orders',
                header: t('columns.orders'),
                cell: ({ getValue }) => getValue(),
              }),
              helper.accessor('lastOrderAt', {
                id: 'lastOrder',
                header: t('columns.lastOrder'),
                cell: ({ row: { original } }) =>
                  original.lastOrderAt === null ? (
                    <span className="text-ink-3">{t('never')}</span>
                  ) : (
                    <time dateTime={original.lastOrderAt} className="text-ink-2 nums">
                      {formats.date(original.lastOrderAt)}
                    </time>
                  ),
              }),
              helper.accessor('spentMinor', {
                id: 'spent',
                header: t('columns.spent'),
                cell: ({ row: { original } }) =>
                  original.spentMinor === null ? null : (
                    <span className="font-medium nums">
                      {formats.money(original.spentMinor, currency)}
                    </span>
                  ),
              }),
            ]
          : []),
      ]),
    [t, formats, nameOf, locations, showLocation, showOrders, currency, onOpen],
  );

  return (
    <DataTable
      caption={t('title')}
      rows={customers}
      columns={columns}
      cells={CELLS}
      stale={stale}
      selected={selected}
      onOpen={onOpen}
    />
  );
}
