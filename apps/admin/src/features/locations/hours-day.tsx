'use client';
import {
  type HoursFault,
  spansInWords,
  SPANS_PER_DAY,
  type Weekday,
  WEEKDAYS,
} from '@toster/contracts/hours';
import { Copy, Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useRef } from 'react';
import { TimeInput } from '#features/locations/time-input.tsx';
import type { SpanForm } from '#features/locations/week-form.ts';
import { IconButton, iconButtonClass } from '#ui/button.tsx';
import { Menu, MenuGroup, MenuItem } from '#ui/menu.tsx';
import { Switch } from '#ui/switch.tsx';

const WORKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];
const WEEKEND: readonly Weekday[] = ['sat', 'sun'];

type HoursDayProps = {
  day: Weekday;
  spans: readonly SpanForm[];
  fault: HoursFault | undefined;
  /** What somebody else has put there since the form was opened. */
  meanwhile: string | undefined;
  onChange: (spans: readonly SpanForm[]) => void;
  onOpen: () => void;
  onCopy: (to: readonly Weekday[]) => void;
};

/** One day of the week: closed, or its spans, which can be copied to other days. */
export function HoursDay(props: HoursDayProps) {
  const { day, spans, fault, meanwhile, onChange, onOpen } = props;
  const t = useTranslations('locations.hoursEditor');
  const all = useTranslations('locations');
  const name = all(`day.${day}`);
  const id = useId();
  const rows = useRef<HTMLDivElement>(null);
  const noteId = fault === undefined && meanwhile === undefined ? undefined : `${id}-note`;
  const add = () => {
    onChange([...spans, { from: '', to: '' }]);
    setTimeout(() => {
      const inputs = rows.current?.querySelectorAll('input[type=text]') ?? [];
      const from = inputs[inputs.length - 2];
      if (from instanceof HTMLInputElement) from.focus();
    });
  };
  return (
    <div
      role="group"
      aria-label={name}
      className="grid scroll-my-4 grid-cols-[8.75rem_minmax(0,1fr)_auto] items-start gap-x-2 border-b border-line py-2 last:border-0 phone:grid-cols-[minmax(0,1fr)_auto]"
    >
      <div className="flex min-h-control items-center justify-between gap-2 phone:justify-start">
        <span className="text-sm font-medium phone:w-24">{name}</span>
        <Switch
          checked={spans.length > 0}
          onChange={(open) => (open ? onOpen() : onChange([]))}
          label={t('openOn', { day: name })}
        />
      </div>
      <div ref={rows} className="flex flex-col gap-2 phone:order-3 phone:col-span-2">
        {spans.length === 0 ? (
          <span className="flex min-h-control items-center text-sm text-ink-3 phone:hidden">
            {all('closedDay')}
          </span>
        ) : (
          spans.map((span, index) => (
            <SpanRow
              key={index}
              day={name}
              span={span}
              index={index}
              alone={spans.length === 1}
              noteId={noteId}
              invalid={fault !== undefined}
              onChange={(next) => onChange(spans.with(index, next))}
              onRemove={() => onChange(spans.toSpliced(index, 1))}
            />
          ))
        )}
        {noteId === undefined ? null : (
          <p id={noteId} className={fault === undefined ? NOTE : `${NOTE} font-medium text-bad!`}>
            {fault === undefined
              ? t('meanwhile', { hours: spansInWords(meanwhile ?? '') || all('closedDay') })
              : t(`fault.${fault}`)}
          </p>
        )}
      </div>
      <div className="flex items-center phone:order-2">
        {spans.length === 0 || spans.length >= SPANS_PER_DAY ? null : (
          <IconButton label={t('add', { day: name })} onClick={add}>
            <Plus aria-hidden className="size-4" />
          </IconButton>
        )}
        <CopyMenu {...props} name={name} />
      </div>
    </div>
  );
}

const NOTE = 'text-xs text-ink-3';

function SpanRow({
  day,
  span,
  index,
  alone,
  invalid,
  noteId,
  onChange,
  onRemove,
}: {
  day: string;
  span: SpanForm;
  index: number;
  alone: boolean;
  invalid: boolean;
  noteId: string | undefined;
  onChange: (span: SpanForm) => void;
  onRemove: () => void;
}) {
  const t = useTranslations('locations.hoursEditor');
  const n = String(index + 1);
  return (
    <div className="flex items-center gap-1.5">
      <TimeInput
        value={span.from}
        onChange={(from) => onChange({ ...span, from })}
        label={alone ? t('from', { day }) : t('fromNth', { day, n })}
        invalid={invalid}
        describedBy={noteId}
      />
      <span aria-hidden className="text-ink-3">
        –
      </span>
      <TimeInput
        value={span.to}
        onChange={(to) => onChange({ ...span, to })}
        label={alone ? t('to', { day }) : t('toNth', { day, n })}
        invalid={invalid}
        describedBy={noteId}
      />
      {alone ? null : (
        <IconButton
          label={t('remove', { day, span: `${span.from}–${span.to}` })}
          onClick={onRemove}
        >
          <X aria-hidden className="size-4" />
        </IconButton>
      )}
    </div>
  );
}

function CopyMenu({ day, name, onCopy }: HoursDayProps & { name: string }) {
  const t = useTranslations('locations.hoursEditor');
  const all = useTranslations('locations');
  const next = WEEKDAYS[(WEEKDAYS.indexOf(day) + 1) % WEEKDAYS.length] ?? 'mon';
  const label = t('copy', { day: name });
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" aria-label={label} title={label} className={iconButtonClass()}>
          <Copy aria-hidden className="size-4" />
        </button>
      }
    >
      <MenuGroup label={t('copyTo', { day: name })}>
        <MenuItem onClick={() => onCopy([next])}>{all(`day.${next}`)}</MenuItem>
        <MenuItem onClick={() => onCopy(WORKDAYS)}>{t('copyWorkdays')}</MenuItem>
        <MenuItem onClick={() => onCopy(WEEKEND)}>{t('copyWeekend')}</MenuItem>
        <MenuItem onClick={() => onCopy(WEEKDAYS)}>{t('copyAll')}</MenuItem>
      </MenuGroup>
    </Menu>
  );
}
