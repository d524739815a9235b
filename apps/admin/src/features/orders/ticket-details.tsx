'use client';
import { useTranslations } from 'next-intl';
import type { RefObject } from 'react';
import type { Draft } from '#features/orders/draft.ts';
import { useMay } from '#features/shell/session.tsx';
import { cn } from '#ui/cn.ts';
import { Field, TextInput } from '#ui/field.tsx';

type TicketDetailsProps = {
  draft: Draft;
  /** Fields that are missing and were asked for. */
  needed: readonly string[];
  street: RefObject<HTMLInputElement | null>;
  note: RefObject<HTMLInputElement | null>;
  onChange: (part: Partial<Draft>) => void;
};

const PAYMENTS = ['none', 'cash', 'card'] as const;

/** Where it goes, what the kitchen must know, how it is paid. */
export function TicketDetails({ draft, needed, street, note, onChange }: TicketDetailsProps) {
  const t = useTranslations('newOrder');
  const mayTake = useMay('payments.take');
  const text = (
    key: 'street' | 'city' | 'phone' | 'recipient' | 'doorNote' | 'note',
    maxLength: number,
  ) => ({
    value: draft[key],
    maxLength,
    autoComplete: 'off',
    onChange: (event: { target: { value: string } }) => onChange({ [key]: event.target.value }),
  });
  const need = (part: 'street' | 'city') => (needed.includes(part) ? t('required') : undefined);
  return (
    <div className="grid gap-3 border-t border-line pt-3.5">
      {draft.channel === 'delivery' ? (
        <div className="grid grid-cols-2 gap-3">
          <Field label={t('street')} error={need('street')} className="col-span-2">
            <TextInput ref={street} aria-keyshortcuts="F6" {...text('street', 200)} />
          </Field>
          <Field label={t('city')} error={need('city')}>
            <TextInput {...text('city', 100)} />
          </Field>
          <Field label={t('phone')}>
            <TextInput type="tel" {...text('phone', 24)} />
          </Field>
          <Field label={t('recipient')}>
            <TextInput {...text('recipient', 120)} />
          </Field>
          <Field label={t('doorNote')}>
            <TextInput {...text('doorNote', 300)} />
          </Field>
        </div>
      ) : null}
      <Field label={t('note')}>
        <TextInput ref={note} aria-keyshortcuts="F9" {...text('note', 500)} />
      </Field>
      {mayTake ? (
        <Payment value={draft.payment} onChange={(payment) => onChange({ payment })} />
      ) : null}
    </div>
  );
}

function Payment({
  value,
  onChange,
}: {
  value: Draft['payment'];
  onChange: (payment: Draft['payment']) => void;
}) {
  const t = useTranslations('newOrder');
  const orders = useTranslations('orders');
  return (
    <fieldset role="radiogroup" className="flex flex-col gap-1.5">
      <legend className="mb-1.5 text-sm font-medium text-ink-2">{t('payment')}</legend>
      <div className="flex rounded-md border border-line bg-band p-0.5">
        {PAYMENTS.map((payment) => (
          <label
            key={payment}
            className={cn(
              'flex h-[calc(var(--control)-6px)] flex-1 cursor-pointer items-center justify-center rounded-sm px-2.5 text-sm font-medium has-focus-visible:outline-2 has-focus-visible:outline-focus touch:h-11',
              value === payment ? 'bg-knob text-ink shadow-control' : 'text-ink-2',
            )}
          >
            <input
              type="radio"
              name="payment"
              className="sr-only"
              checked={value === payment}
              onChange={() => onChange(payment)}
            />
            {payment === 'none' ? t('payLater') : orders(`method.${payment}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
