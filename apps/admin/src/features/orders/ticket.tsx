'use client';
import type { BillTotals } from '@toster/contracts/tax';
import { Minus, Plus, StickyNote, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { DraftLine } from '#features/orders/draft.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { IconButton } from '#ui/button.tsx';
import { cn } from '#ui/cn.ts';
import { controlClass } from '#ui/field.tsx';

type TicketProps = {
  lines: readonly DraftLine[];
  current: number | null;
  bill: BillTotals | null;
  pricesIncludeTax: boolean;
  /** What to say while it is empty. */
  empty: string;
  alarm: boolean;
  onQuantity: (key: number, quantity: number) => void;
  onNote: (key: number, note: string) => void;
};

/** What is on the order so far: steps for each line, wishes, and what it comes to. */
export function Ticket(props: TicketProps) {
  const t = useTranslations('newOrder');
  const { lines, empty, alarm } = props;
  return (
    <section aria-label={t('ticket')}>
      {lines.length === 0 ? (
        <p
          role={alarm ? 'alert' : undefined}
          className={cn('py-6 text-center text-sm', alarm ? 'font-medium text-bad' : 'text-ink-3')}
        >
          {empty}
        </p>
      ) : (
        <ul>
          {lines.map((line) => (
            <TicketLine key={line.key} line={line} {...props} />
          ))}
        </ul>
      )}
      <Totals {...props} />
    </section>
  );
}

function TicketLine({ line, current, onQuantity, onNote }: TicketProps & { line: DraftLine }) {
  const t = useTranslations('newOrder');
  const formats = useFormats();
  const [editing, setEditing] = useState(false);
  const { item, key, quantity, note } = line;
  const { name } = item;
  return (
    <li
      aria-current={current === key ? 'true' : undefined}
      className={cn(
        '-mx-2 rounded-md border-b border-line px-2 py-1.5 last:border-0',
        current === key && 'bg-selected',
      )}
    >
      <div className="flex items-baseline gap-2">
        <span
          className={cn(
            'min-w-0 flex-1 truncate text-sm font-medium',
            !item.available && 'text-ink-3 line-through',
          )}
        >
          {name}
        </span>
        {item.priceMinor === null ? null : (
          <span className="text-sm nums">
            {formats.money(item.priceMinor * quantity, item.currency)}
          </span>
        )}
      </div>
      <div className="flex items-center gap-1">
        <div className="min-w-0 flex-1">
          {!item.available ? (
            <p className="text-xs font-medium text-bad">{t('lineSoldOut')}</p>
          ) : editing ? (
            <WishInput
              label={t('wishes', { name })}
              value={note}
              onDone={(value) => {
                setEditing(false);
                onNote(key, value);
              }}
            />
          ) : (
            <button
              type="button"
              aria-label={t('wishes', { name })}
              onClick={() => setEditing(true)}
              className="inline-flex min-h-6 max-w-full items-center gap-1 rounded-sm text-xs text-ink-3 hover:text-ink touch:min-h-11"
            >
              <StickyNote aria-hidden className="size-3.5 shrink-0" />
              <span className={cn('truncate', note !== '' && 'text-ink-2')}>
                {note === '' ? t('addWish') : note}
              </span>
            </button>
          )}
        </div>
        {item.available ? (
          <>
            <IconButton label={t('less', { name })} onClick={() => onQuantity(key, quantity - 1)}>
              <Minus aria-hidden className="size-4" />
            </IconButton>
            <span className="w-6 text-center text-sm font-semibold nums">{quantity}</span>
            <IconButton label={t('moreOf', { name })} onClick={() => onQuantity(key, quantity + 1)}>
              <Plus aria-hidden className="size-4" />
            </IconButton>
          </>
        ) : (
          <IconButton label={t('remove', { name })} onClick={() => onQuantity(key, 0)}>
            <X aria-hidden className="size-4" />
          </IconButton>
        )}
      </div>
    </li>
  );
}

function WishInput({
  label,
  value,
  onDone,
}: {
  label: string;
  value: string;
  onDone: (value: string) => void;
}) {
  const t = useTranslations('newOrder');
  const [text, setText] = useState(value);
  return (
    <input
      autoFocus
      aria-label={label}
      placeholder={t('wishHint')}
      value={text}
      maxLength={200}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => onDone(text.trim())}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        if (event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        event.stopPropagation();
        onDone(event.key === 'Enter' ? text.trim() : value);
      }}
      className={controlClass('h-7 touch:h-11')}
    />
  );
}

function Totals({ lines, bill, pricesIncludeTax }: TicketProps) {
  const t = useTranslations('newOrder');
  const formats = useFormats();
  if (lines.length === 0) return null;
  return (
    <dl aria-live="polite" className="grid grid-cols-[1fr_auto] gap-y-0.5 pt-2.5 text-sm nums">
      {bill === null || pricesIncludeTax ? null : (
        <>
          <dt className="text-ink-3">{t('subtotal')}</dt>
          <dd className="text-right text-ink-2">{formats.money(bill.subtotalMinor)}</dd>
          <dt className="text-ink-3">{t('tax')}</dt>
          <dd className="text-right text-ink-2">{formats.money(bill.taxMinor)}</dd>
        </>
      )}
      <dt className="text-base font-semibold">{t('total')}</dt>
      <dd className="text-right text-lg font-semibold">
        {bill === null ? t('priceHidden') : formats.money(bill.totalMinor)}
      </dd>
      {bill !== null && pricesIncludeTax ? (
        <dd className="col-span-2 text-right text-xs text-ink-3">
          {t('taxIncluded', { tax: formats.money(bill.taxMinor) })}
        </dd>
      ) : null}
    </dl>
  );
}
