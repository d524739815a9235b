'use client';
import { RotateCcw, ReceiptText, UtensilsCrossed } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type RefObject, useRef, useState } from 'react';
import {
  addDish,
  billOf,
  countOf,
  type Draft,
  isEmpty,
  moveCurrent,
  removeLine,
  setNote,
  setQuantity,
} from '#features/orders/draft.ts';
import { MenuPicker } from '#features/orders/menu-picker.tsx';
import { CHANNEL_KEYS, OrderHead } from '#features/orders/order-head.tsx';
import { Ticket } from '#features/orders/ticket.tsx';
import { TicketDetails } from '#features/orders/ticket-details.tsx';
import { TicketGuest } from '#features/orders/ticket-guest.tsx';
import { useEntryKeys } from '#features/orders/use-entry-keys.ts';
import type { OrderDraft } from '#features/orders/use-order-draft.ts';
import { usePlaceOrder } from '#features/orders/use-place-order.ts';
import { FailureView } from '#features/shell/failure-view.tsx';
import { useMay } from '#features/shell/session.tsx';
import { useFormats } from '#i18n/use-formats.ts';
import { Button } from '#ui/button.tsx';
import { cn } from '#ui/cn.ts';
import { Kbd } from '#ui/kbd.tsx';
import { SkeletonRows } from '#ui/skeleton.tsx';
import { useModKey } from '#ui/use-mod-key.ts';

type NewOrderFormProps = {
  form: RefObject<HTMLFormElement | null>;
  order: OrderDraft;
  onDone: () => void;
  onCreated: (id: string) => void;
};

/** The dishes on one side, the ticket on the other; on a phone one behind the other. */
export function NewOrderForm({ form, order, onDone, onCreated }: NewOrderFormProps) {
  const t = useTranslations('newOrder');
  const mod = useModKey();
  const mayLookUp = useMay('customers.lookup_exact');
  const [view, setView] = useState<'dishes' | 'ticket'>('dishes');
  const [dishes, table, street, note, guest] = [
    useRef<HTMLInputElement>(null),
    useRef<HTMLInputElement>(null),
    useRef<HTMLInputElement>(null),
    useRef<HTMLInputElement>(null),
    useRef<HTMLInputElement>(null),
  ];
  const { draft, change, menu } = order;
  const placing = usePlaceOrder(order, onCreated, onDone);
  const onCurrent = (act: (before: Draft, key: number) => Draft) =>
    change((before) => (before.current === null ? before : act(before, before.current)));
  const stepBy = (by: 1 | -1) =>
    onCurrent((before, key) => {
      const line = before.lines.find((each) => each.key === key);
      return line === undefined ? before : setQuantity(before, key, line.quantity + by);
    });
  const place = () => {
    const missing = placing.place();
    if (missing.length > 0) setView('ticket');
  };
  const channelKeys = Object.entries(CHANNEL_KEYS).map(
    ([channel, key]) =>
      [
        key,
        () => change((before) => ({ ...before, channel: channel as Draft['channel'] })),
      ] as const,
  );
  useEntryKeys(form, {
    place,
    leave: () => dishes.current?.focus(),
    on: {
      ...Object.fromEntries(channelKeys),
      F6: () => (draft.channel === 'delivery' ? street : table).current?.focus(),
      F8: () => guest.current?.focus(),
      F9: () => note.current?.focus(),
    },
  });

  return (
    <form
      ref={form}
      tabIndex={-1}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        place();
      }}
      className="flex h-full flex-col outline-none"
    >
      <OrderHead order={order} table={table} />
      <div className="grid min-h-0 flex-1 sm:grid-cols-[minmax(0,1fr)_340px]">
        <div
          className={cn(
            'flex min-h-0 flex-col border-line sm:border-r',
            view === 'ticket' && 'max-sm:hidden',
          )}
        >
          {menu.isPending ? (
            <SkeletonRows rows={8} label={t('loadingMenu')} />
          ) : menu.data === undefined ? (
            <FailureView error={menu.error} onRetry={() => void menu.refetch()} />
          ) : (
            <MenuPicker
              input={dishes}
              categories={menu.data.categories}
              lines={draft.lines}
              onAdd={(item, quantity, wishes) =>
                change((before) => addDish(before, item, quantity, wishes))
              }
              onCurrent={({ quantity, note: wishes }) =>
                onCurrent((before, key) => {
                  const counted = quantity === null ? before : setQuantity(before, key, quantity);
                  return wishes === null ? counted : setNote(counted, key, wishes);
                })
              }
              onStep={stepBy}
              onRemove={() => onCurrent(removeLine)}
              onMove={(by) => change((before) => moveCurrent(before, by))}
            />
          )}
        </div>
        <div className={cn('flex min-h-0 flex-col bg-page', view === 'dishes' && 'max-sm:hidden')}>
          <div className="flex min-h-0 flex-1 flex-col gap-3.5 overflow-y-auto p-4">
            <Notices order={order} />
            {mayLookUp ? (
              <TicketGuest
                input={guest}
                guest={draft.guest}
                onPick={(picked, typed) => {
                  change((before) => withGuest(before, picked, typed));
                  dishes.current?.focus();
                }}
              />
            ) : null}
            <Ticket
              lines={draft.lines}
              current={draft.current}
              bill={billOf(draft.lines, order.country)}
              pricesIncludeTax={menu.data?.pricesIncludeTax ?? true}
              empty={placing.asked ? t('needDish') : t('emptyTicket')}
              alarm={placing.asked}
              onQuantity={(key, quantity) => change((before) => setQuantity(before, key, quantity))}
              onNote={(key, wishes) => change((before) => setNote(before, key, wishes))}
            />
            <TicketDetails
              draft={draft}
              needed={placing.missing}
              street={street}
              note={note}
              onChange={(part) => change((before) => ({ ...before, ...part }))}
            />
            <p className="text-xs text-pretty text-ink-3 touch:hidden">{t('keysList')}</p>
          </div>
          <div className="border-t border-line p-4 max-sm:hidden">
            {placing.missing.includes('soldOut') ? (
              <p role="alert" className="mb-2 text-sm font-medium text-bad">
                {t('needAvailable')}
              </p>
            ) : null}
            <PlaceButton pending={placing.pending} keys={`${mod} ↵`} className="w-full" />
          </div>
        </div>
      </div>
      <PhoneBar order={order} view={view} onView={setView} pending={placing.pending} />
    </form>
  );
}

/** The guest of an order, and for a delivery what is known of them by then. What was typed in before stays. */
function withGuest(draft: Draft, guest: Draft['guest'], typed: string | null): Draft {
  const phone = typed !== null && !typed.includes('@') ? typed : '';
  return {
    ...draft,
    guest,
    phone: draft.phone === '' ? phone.slice(0, 24) : draft.phone,
    recipient: draft.recipient === '' ? (guest?.firstName ?? '') : draft.recipient,
  };
}

function PlaceButton({
  pending,
  keys,
  className,
}: {
  pending: boolean;
  keys?: string;
  className: string;
}) {
  const t = useTranslations('newOrder');
  return (
    <Button type="submit" variant="primary" loading={pending} className={cn('h-11', className)}>
      {t('place')}
      {keys === undefined ? null : <Kbd keys={keys} className="ml-1 touch:hidden" />}
    </Button>
  );
}

/** What became of an earlier draft, and the way to begin anew. */
function Notices({ order }: { order: OrderDraft }) {
  const t = useTranslations('newOrder');
  const { notice, lost } = order;
  if (isEmpty(order.draft)) return null;
  return (
    <div className="flex items-start gap-2">
      <div role="status" className="min-w-0 flex-1 text-xs text-pretty text-ink-2">
        {notice === null ? null : <p>{t(notice)}</p>}
        {lost.length === 0 ? null : (
          <p className="font-medium text-warn">{t('lost', { names: lost.join(', ') })}</p>
        )}
      </div>
      <Button variant="ghost" onClick={order.startOver} className="-mt-1 -mr-2">
        <RotateCcw aria-hidden className="size-3.5" />
        {t('startOver')}
      </Button>
    </div>
  );
}

/** On a phone: the way between dishes and ticket, what it comes to, and the button. */
function PhoneBar({
  order,
  view,
  onView,
  pending,
}: {
  order: OrderDraft;
  view: 'dishes' | 'ticket';
  onView: (view: 'dishes' | 'ticket') => void;
  pending: boolean;
}) {
  const t = useTranslations('newOrder');
  const formats = useFormats();
  const { lines } = order.draft;
  const bill = billOf(lines, order.country);
  return (
    <div className="flex items-center gap-2 border-t border-line bg-page p-3 pb-[max(12px,env(safe-area-inset-bottom))] sm:hidden">
      <Button
        className="h-11 min-w-0 flex-1"
        onClick={() => onView(view === 'dishes' ? 'ticket' : 'dishes')}
      >
        {view === 'dishes' ? (
          <>
            <ReceiptText aria-hidden className="size-4 shrink-0" />
            <span className="truncate nums">
              {t('toTicket', { count: countOf(lines) })}
              {bill === null || lines.length === 0
                ? null
                : ` · ${formats.money(bill.totalMinor, undefined, { trim: true })}`}
            </span>
          </>
        ) : (
          <>
            <UtensilsCrossed aria-hidden className="size-4" />
            {t('toDishes')}
          </>
        )}
      </Button>
      <PlaceButton pending={pending} className="flex-none" />
    </div>
  );
}
