'use client';
import { printedReceiptCode } from '@toster/contracts/receipt-code';
import type { GetOrderOutput } from '@toster/contracts/schemas/orders';
import { EyeOff, ReceiptText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { STATUS_LOOK } from '#features/orders/status.ts';
import { useTableName } from '#features/orders/use-table-name.ts';
import { receiptPath } from '#features/receipts/paths.ts';
import { useMay, useSession } from '#features/shell/session.tsx';
import { addressLines } from '#i18n/address-lines.ts';
import { useFormats } from '#i18n/use-formats.ts';

/** Everything this role may see of an order; what is withheld is named. */
export function OrderDetail({ order }: { order: GetOrderOutput }) {
  const t = useTranslations('orders');
  const formats = useFormats();
  const { locations } = useSession();
  const tableName = useTableName();
  const place = locations.find((location) => location.id === order.locationId)?.name;
  return (
    <div className="flex flex-col gap-6 px-5 py-5">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3">
        <Fact label={t('columns.placed')}>{formats.dateTime(order.placedAt)}</Fact>
        <Fact label={t('columns.channel')}>
          {t(`channel.${order.channel}`)}
          {order.tableLabel === null ? null : ` · ${tableName(order.tableLabel)}`}
        </Fact>
        {place === undefined ? null : <Fact label={t('columns.location')}>{place}</Fact>}
        {order.promisedAt === null ? null : (
          <Fact label={t('promised')}>{formats.dateTime(order.promisedAt)}</Fact>
        )}
        {order.closedAt === null ? null : (
          <Fact label={t('closed')}>{formats.dateTime(order.closedAt)}</Fact>
        )}
        {order.source === 'toster' ? null : (
          <Fact label={t('source')}>
            {order.source}
            {order.externalId === null ? null : (
              <span className="text-ink-3"> · {order.externalId}</span>
            )}
          </Fact>
        )}
      </dl>
      <Lines order={order} />
      {order.notes.length === 0 ? null : (
        <Section title={t('notes')}>
          {order.notes.map((note) => (
            <p key={note.kind} className="text-sm">
              <span className="text-ink-3">{t(`noteKinds.${note.kind}`)} · </span>
              {note.body}
            </p>
          ))}
        </Section>
      )}
      <Guest order={order} />
      <Payments order={order} />
      <History order={order} />
      {order.hidden.length === 0 ? null : (
        <p className="flex items-start gap-2 rounded-md bg-band px-3 py-2.5 text-sm text-ink-2">
          <EyeOff aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
          {t('hidden', { parts: order.hidden.map((part) => t(`parts.${part}`)).join(', ') })}
        </p>
      )}
    </div>
  );
}

function Fact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-3">{label}</dt>
      <dd className="mt-0.5 text-sm font-medium break-words nums">{children}</dd>
    </div>
  );
}

function Section({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-2 text-sm font-semibold">{title}</h3>
      <div className="flex flex-col gap-1.5">{children}</div>
    </section>
  );
}

function Lines({ order }: { order: GetOrderOutput }) {
  const t = useTranslations('orders');
  const formats = useFormats();
  const money = (minor: number | null) =>
    minor === null ? null : formats.money(minor, order.currency);
  return (
    <section>
      <h3 className="sr-only">{t('lines')}</h3>
      <ul className="overflow-hidden rounded-lg border border-line">
        {order.lines.map((line) => (
          <li
            key={line.lineNo}
            className="flex items-baseline gap-3 border-b border-line px-3 py-2 last:border-0"
          >
            <span className="w-7 shrink-0 text-right text-sm text-ink-3 nums">
              {line.quantity} ×
            </span>
            <span className="min-w-0 flex-1 text-sm">
              {line.name}
              {line.modifiers.length === 0 ? null : (
                <span className="block text-xs text-ink-3">{line.modifiers.join(', ')}</span>
              )}
            </span>
            <span className="text-sm font-medium nums">{money(line.lineTotalMinor)}</span>
          </li>
        ))}
        {order.totalMinor === null ? null : (
          <li className="bg-band px-3 py-2">
            <dl className="grid grid-cols-[1fr_auto] gap-y-0.5 text-sm nums">
              <dt className="text-ink-3">{t('subtotal')}</dt>
              <dd className="text-right text-ink-2">{money(order.subtotalMinor)}</dd>
              <dt className="text-ink-3">{t('tax')}</dt>
              <dd className="text-right text-ink-2">{money(order.taxMinor)}</dd>
              <dt className="font-semibold">{t('columns.total')}</dt>
              <dd className="text-right font-semibold">{money(order.totalMinor)}</dd>
            </dl>
          </li>
        )}
      </ul>
    </section>
  );
}

function Guest({ order }: { order: GetOrderOutput }) {
  const t = useTranslations('orders');
  const { customer, delivery } = order;
  const mayOpen = useMay('customers.read');
  const { org } = useSession();
  if (!customer && !delivery) return null;
  const address = delivery
    ? addressLines({ ...delivery, street: delivery.line, country: org.country }).join(', ')
    : '';
  return (
    <Section title={t('guest')}>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3">
        {[
          [t('name'), delivery?.recipient ?? customer?.name],
          [t('phone'), delivery?.phone ?? customer?.phone],
          [t('email'), customer?.email],
          [t('address'), address],
          [t('doorNote'), delivery?.doorNote],
        ].map(([label, value]) =>
          value ? (
            <Fact key={label} label={label}>
              {value}
            </Fact>
          ) : null,
        )}
      </dl>
      {customer && mayOpen ? (
        <Link
          href={`/customers?guest=${customer.id}`}
          className="inline-flex min-h-6 w-fit items-center text-sm font-medium text-accent-ink hover:underline touch:min-h-11"
        >
          {t('guestProfile')}
        </Link>
      ) : null}
    </Section>
  );
}

function Payments({ order }: { order: GetOrderOutput }) {
  const t = useTranslations('orders');
  const formats = useFormats();
  if (order.payments.length === 0 && !order.receipt) return null;
  return (
    <Section title={t('payment')}>
      {order.payments.map((payment) => (
        <p key={payment.id} className="flex justify-between gap-3 text-sm">
          <span>
            {t(`method.${payment.method}`)}
            {payment.card ? (
              <span className="text-ink-3">
                {' '}
                · {payment.card.brand} •••• {payment.card.last4}
              </span>
            ) : null}
            {payment.status === 'refunded' ? (
              <span className="text-bad"> · {t('refunded')}</span>
            ) : null}
            {payment.tipMinor > 0 ? (
              <span className="text-ink-3">
                {' '}
                · {t('tip', { amount: formats.money(payment.tipMinor, payment.currency) })}
              </span>
            ) : null}
          </span>
          <span className="font-medium nums">
            {formats.money(payment.amountMinor, payment.currency)}
          </span>
        </p>
      ))}
      {order.receipt ? (
        <Link
          href={receiptPath(order.receipt.code)}
          className="inline-flex min-h-6 w-fit items-center gap-1.5 text-sm font-medium text-accent-ink nums hover:underline touch:min-h-11"
        >
          <ReceiptText aria-hidden className="size-4" />
          {t('receipt', {
            number: order.receipt.number,
            code: printedReceiptCode(order.receipt.code),
          })}
        </Link>
      ) : null}
    </Section>
  );
}

function History({ order }: { order: GetOrderOutput }) {
  const t = useTranslations('orders');
  const formats = useFormats();
  if (order.history.length === 0) return null;
  return (
    <Section title={t('timeline')}>
      <ol className="relative ml-2 border-l border-line">
        {order.history.map((change) => {
          const Icon = STATUS_LOOK[change.to].icon;
          return (
            <li key={change.seq} className="relative flex items-baseline gap-3 py-1.5 pl-5">
              <span
                aria-hidden
                className="absolute top-1.5 -left-[9.5px] flex size-[19px] items-center justify-center rounded-full border border-line bg-raised text-ink-3"
              >
                <Icon className="size-3" />
              </span>
              <span className="min-w-0 flex-1 text-sm">
                {t(`status.${change.to}`)}
                {change.by === null ? null : (
                  <span className="text-ink-3"> · {change.by.firstName ?? t('nameHidden')}</span>
                )}
              </span>
              <time dateTime={change.at} className="text-xs text-ink-3 nums">
                {formats.dateTime(change.at)}
              </time>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
