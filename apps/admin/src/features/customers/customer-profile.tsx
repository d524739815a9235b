'use client';
import type { GetCustomerOutput } from '@toster/contracts/schemas/customers';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { CHANNEL_ICONS } from '#features/orders/status.ts';
import { StatusBadge } from '#features/orders/status-badge.tsx';
import { useSession } from '#features/shell/session.tsx';
import { Fact } from '#features/staff/fact.tsx';
import { useFormats } from '#i18n/use-formats.ts';

/** What the restaurant knows of a guest besides how to reach them. */
export function CustomerProfile({ customer }: { customer: GetCustomerOutput }) {
  const t = useTranslations('customers.profile');
  const all = useTranslations('customers');
  const formats = useFormats();
  const { locations } = useSession();
  const place = locations.find(({ id }) => id === customer.locationId)?.name;
  return (
    <>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3">
        {customer.orderCount === null ? null : (
          <>
            <Fact label={t('orders')}>{customer.orderCount}</Fact>
            {customer.spentMinor === null ? null : (
              <Fact label={t('spent')}>
                {formats.money(customer.spentMinor, customer.currency)}
              </Fact>
            )}
            <Fact label={t('lastOrder')}>
              {customer.lastOrderAt === null
                ? all('never')
                : formats.dateTime(customer.lastOrderAt)}
            </Fact>
          </>
        )}
        <Fact label={t('since')}>{formats.date(customer.createdAt)}</Fact>
        {place === undefined ? null : <Fact label={t('location')}>{place}</Fact>}
      </dl>
      <Orders orders={customer.orders} />
    </>
  );
}

function Orders({ orders }: Pick<GetCustomerOutput, 'orders'>) {
  const t = useTranslations('customers.profile');
  const formats = useFormats();
  if (orders === null) return <p className="text-sm text-ink-3">{t('noOrders')}</p>;
  return (
    <section>
      <h3 className="mb-2 text-sm font-semibold">{t('orders')}</h3>
      {orders.length === 0 ? (
        <p className="text-sm text-ink-3">{t('noneYet')}</p>
      ) : (
        <ol className="overflow-hidden rounded-lg border border-line">
          {orders.map((order) => {
            const Icon = CHANNEL_ICONS[order.channel];
            return (
              <li key={order.id} className="border-b border-line last:border-0">
                <Link
                  href={`/orders?order=${order.id}`}
                  className="flex min-h-11 items-center gap-3 px-3 py-1.5 -outline-offset-2 hover:bg-hover"
                >
                  <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />
                  <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3 text-sm nums">
                    <span className="min-w-20 font-semibold whitespace-nowrap">
                      {t('order', { number: order.number })}
                    </span>
                    <time dateTime={order.placedAt} className="text-ink-2 phone:text-xs">
                      {formats.dateTime(order.placedAt)}
                    </time>
                  </span>
                  <StatusBadge status={order.status} />
                  {order.totalMinor === null ? null : (
                    <span className="w-24 text-right text-sm font-medium nums phone:w-16">
                      {formats.money(order.totalMinor, order.currency)}
                    </span>
                  )}
                </Link>
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}
