'use client';
import { useTranslations } from 'next-intl';
import type { RefObject } from 'react';
import { type Channel, CHANNELS } from '#features/orders/filters.ts';
import { CHANNEL_ICONS } from '#features/orders/status.ts';
import type { OrderDraft } from '#features/orders/use-order-draft.ts';
import { usePlaces } from '#features/shell/session.tsx';
import { cn } from '#ui/cn.ts';
import { InlineSelect } from '#ui/inline-select.tsx';
import { Kbd } from '#ui/kbd.tsx';

/** The key of each channel: no name of a dish begins with one. */
export const CHANNEL_KEYS: Readonly<Record<Channel, string>> = {
  dine_in: 'F2',
  takeaway: 'F3',
  delivery: 'F4',
};

/** How and where the order is taken. */
export function OrderHead({
  order,
  table,
}: {
  order: OrderDraft;
  table: RefObject<HTMLInputElement | null>;
}) {
  const t = useTranslations('newOrder');
  const orders = useTranslations('orders');
  const locations = usePlaces('orders.create');
  const { draft, change, moveTo } = order;
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-5 py-2.5 phone:px-4">
      <div
        role="radiogroup"
        aria-label={orders('columns.channel')}
        className="flex rounded-md border border-line bg-band p-0.5"
      >
        {CHANNELS.map((channel) => {
          const Icon = CHANNEL_ICONS[channel];
          const chosen = draft.channel === channel;
          return (
            <label
              key={channel}
              className={cn(
                'flex h-[calc(var(--control)-6px)] cursor-pointer items-center gap-1.5 rounded-sm px-2.5 text-sm font-medium has-focus-visible:outline-2 has-focus-visible:outline-focus touch:h-11 touch:min-w-11',
                chosen ? 'bg-knob text-ink shadow-control' : 'text-ink-2',
              )}
            >
              <input
                type="radio"
                name="channel"
                className="sr-only"
                aria-keyshortcuts={CHANNEL_KEYS[channel]}
                checked={chosen}
                onChange={() => change((before) => ({ ...before, channel }))}
              />
              <Icon aria-hidden className="size-4" />
              {orders(`channel.${channel}`)}
              <Kbd keys={CHANNEL_KEYS[channel]} className="touch:hidden" />
            </label>
          );
        })}
      </div>
      {draft.channel === 'dine_in' ? (
        <input
          ref={table}
          aria-label={t('table')}
          aria-keyshortcuts="F6"
          placeholder={t('table')}
          value={draft.table}
          maxLength={20}
          autoComplete="off"
          onChange={({ target: { value } }) => change((before) => ({ ...before, table: value }))}
          className="h-control w-24 rounded-md border border-line-field bg-surface px-2.5 text-sm shadow-control placeholder:text-ink-3 touch:text-lg"
        />
      ) : null}
      {locations.length > 1 ? (
        <InlineSelect
          label={orders('columns.location')}
          value={draft.locationId}
          onChange={(event) => moveTo(event.target.value)}
        >
          {locations.map((location) => (
            <option key={location.id} value={location.id}>
              {location.name}
            </option>
          ))}
        </InlineSelect>
      ) : null}
    </div>
  );
}
