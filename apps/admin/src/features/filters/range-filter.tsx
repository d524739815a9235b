'use client';
import { CalendarRange, ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type RangeChoice, RANGES } from '#features/filters/range.ts';
import { Button, buttonClass } from '#ui/button.tsx';
import { cn } from '#ui/cn.ts';
import { Field, TextInput } from '#ui/field.tsx';
import { Popover } from '#ui/popover.tsx';

/** Chooses a span of time: one by name, or days of one's own. */
export function RangeFilter({
  value,
  onChange,
}: {
  value: RangeChoice;
  onChange: (value: RangeChoice) => void;
}) {
  const t = useTranslations('range');
  const [open, setOpen] = useState(false);
  const custom = value.range === null && (value.from !== null || value.to !== null);
  const active = custom || value.range !== null;
  const set = (next: RangeChoice, close = true) => {
    onChange(next);
    if (close) setOpen(false);
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      title={t('label')}
      trigger={
        <button type="button" className={buttonClass('secondary', active ? 'border-ink-3' : '')}>
          <CalendarRange aria-hidden className="size-4 text-ink-3" />
          {custom
            ? t('custom', { from: value.from ?? '…', to: value.to ?? '…' })
            : t(value.range ?? 'all')}
          <ChevronDown aria-hidden className="size-3.5 text-ink-3" />
        </button>
      }
    >
      <div className="flex flex-col gap-0.5">
        {[...RANGES, null].map((range) => (
          <Button
            key={range ?? 'all'}
            variant="ghost"
            aria-pressed={!custom && value.range === range}
            onClick={() => set({ range, from: null, to: null })}
            className={cn('justify-start', !custom && value.range === range && 'bg-hover text-ink')}
          >
            {t(range ?? 'all')}
          </Button>
        ))}
      </div>
      <div className="mt-2 grid grid-cols-2 gap-2 border-t border-line pt-3">
        <Field label={t('from')}>
          <TextInput
            type="date"
            value={value.from ?? ''}
            max={value.to ?? undefined}
            onChange={(event) =>
              set({ range: null, from: event.target.value || null, to: value.to }, false)
            }
          />
        </Field>
        <Field label={t('to')}>
          <TextInput
            type="date"
            value={value.to ?? ''}
            min={value.from ?? undefined}
            onChange={(event) =>
              set({ range: null, from: value.from, to: event.target.value || null }, false)
            }
          />
        </Field>
      </div>
    </Popover>
  );
}
