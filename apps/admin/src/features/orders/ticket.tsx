'use client';
import type { MenuItem } from '@toster/contracts/schemas/menu';
import { Minus, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type DraftLine, draftTotal } from '#features/orders/draft.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { IconButton } from '#ui/button.tsx';
import { cn } from '#ui/cn.ts';

/** What is on the order so far, with a step up or down for each line. */
export function Ticket({
  lines,
  onChange,
  empty,
  alarm,
}: {
  lines: readonly DraftLine[];
  onChange: (item: MenuItem, by: number) => void;
  empty: string;
  alarm: boolean;
}) {
  const t = useTranslations('newOrder');
  const formats = useFormats();
  const total = draftTotal(lines);
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
            <li
              key={line.item.id}
              className="flex items-center gap-1 border-b border-line py-1 last:border-0"
            >
              <span className="min-w-0 flex-1 truncate text-sm">{line.item.name}</span>
              <IconButton
                label={t('less', { name: line.item.name })}
                onClick={() => onChange(line.item, -1)}
              >
                <Minus aria-hidden className="size-4" />
              </IconButton>
              <span className="w-6 text-center text-sm font-semibold nums">{line.quantity}</span>
              <IconButton
                label={t('moreOf', { name: line.item.name })}
                onClick={() => onChange(line.item, 1)}
              >
                <Plus aria-hidden className="size-4" />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <p aria-live="polite" className="flex items-baseline justify-between pt-2 text-sm">
        <span className="text-ink-3">{t('sum')}</span>
        <span className="text-lg font-semibold nums">
          {total === null ? t('priceHidden') : formats.money(total)}
        </span>
      </p>
    </section>
  );
}
