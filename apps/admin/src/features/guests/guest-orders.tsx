'use client';
import type { GuestOrder, GuestSelf } from '@toster/contracts/schemas/guest';
import { ReceiptText, ShoppingBag } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { callGuest } from '#features/guests/guest-api.ts';
import { useGuestWords } from '#features/guests/guest-words.tsx';
import { Badge } from '#ui/badge.tsx';
import { Button } from '#ui/button.tsx';
import { Panel } from '#ui/panel.tsx';
import { SkeletonRows } from '#ui/skeleton.tsx';
import { StateView } from '#ui/state-view.tsx';

type Page = { readonly orders: readonly GuestOrder[]; readonly hasMore: boolean };

/** A guest's orders, the newest first, a page at a time. */
export function GuestOrders({ self, onOut }: { self: GuestSelf; onOut: () => void }) {
  const { texts } = useGuestWords();
  const [page, setPage] = useState<Page | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);

  const read = async (before: readonly GuestOrder[]) => {
    setPending(true);
    setProblem(null);
    const last = before.at(-1);
    const called = await callGuest('orders', last === undefined ? {} : { after: last.id });
    setPending(false);
    if (called.kind === 'out') return onOut();
    if (called.kind !== 'done') return setProblem(texts.problems[called.kind]);
    const { orders, hasMore } = called.data;
    setPage({ orders: [...before, ...orders], hasMore });
  };
  const readFirst = useEffectEvent(() => void read([]));
  useEffect(() => readFirst(), []);

  const shown = page?.orders ?? [];
  return (
    <Panel title={texts.orders.title}>
      {page === null && problem === null ? <SkeletonRows rows={3} label={texts.loading} /> : null}
      {page !== null && shown.length === 0 ? (
        <StateView icon={ShoppingBag} heading="h3" title={texts.orders.empty} />
      ) : null}
      <ul className="divide-y divide-line">
        {shown.map((order) => (
          <li key={order.id}>
            <Order order={order} timeZone={self.org.timezone} />
          </li>
        ))}
      </ul>
      {problem === null ? null : (
        <p role="alert" className="px-4 py-3 text-sm text-bad">
          {problem}
        </p>
      )}
      {page?.hasMore === true || problem !== null ? (
        <div className="border-t border-line p-3">
          <Button className="w-full" loading={pending} onClick={() => void read(shown)}>
            {problem === null ? texts.orders.more : texts.again}
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}

function Order({ order, timeZone }: { order: GuestOrder; timeZone: string }) {
  const { texts, say, money, date, place } = useGuestWords();
  const { number, status, channel, placedAt, location, currency, totalMinor, lines } = order;
  const isOver = ['cancelled', 'voided', 'refunded'].includes(status);
  return (
    <article className="flex flex-col gap-2 p-4">
      <header className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1">
        <h3 className="text-sm font-semibold">
          {say(texts.orders.number, { number: String(number) })}
        </h3>
        <span className="text-sm font-semibold nums">{money(totalMinor, currency)}</span>
      </header>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-ink-2">
        <Badge tone={isOver ? 'bad' : status === 'delivered' ? 'ok' : 'neutral'}>
          {texts.status[status]}
        </Badge>
        <span>{texts.channel[channel]}</span>
        <span>{location}</span>
        <time dateTime={placedAt}>{date(placedAt, timeZone)}</time>
      </p>
      <ul className="text-sm text-ink-2">
        {lines.map((line, index) => (
          <li key={index} className="flex justify-between gap-3">
            <span className="min-w-0 break-words">
              {line.quantity} × {line.name}
            </span>
            <span className="nums">{money(line.totalMinor, currency)}</span>
          </li>
        ))}
      </ul>
      {order.receipt === null ? null : (
        <a
          href={`/r/${place.slug}/receipt/${order.receipt}`}
          className="-mb-2 inline-flex min-h-control items-center gap-1.5 self-start text-sm font-medium text-accent-ink underline"
        >
          <ReceiptText aria-hidden className="size-4" />
          {texts.orders.receipt}
        </a>
      )}
    </article>
  );
}
