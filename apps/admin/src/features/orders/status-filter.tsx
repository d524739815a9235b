'use client';
import { Menu as Base } from '@base-ui/react/menu';
import { ORDER_STATES, type OrderState } from '@toster/contracts/orders/states';
import { Check, ListFilter } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { StatusBadge } from '#features/orders/status-badge.tsx';
import { useShortcut } from '#features/shell/shortcuts-provider.tsx';
import { buttonClass } from '#ui/button.tsx';

/** Any number of states; `f` opens it. */
export function StatusFilter({
  value,
  onChange,
}: {
  value: readonly OrderState[];
  onChange: (value: OrderState[]) => void;
}) {
  const t = useTranslations('orders');
  const trigger = useRef<HTMLButtonElement>(null);
  useShortcut('filter', () => trigger.current?.click());
  const toggle = (state: OrderState, on: boolean) =>
    onChange(ORDER_STATES.filter((each) => (each === state ? on : value.includes(each))));
  return (
    <Base.Root>
      <Base.Trigger
        ref={trigger}
        className={buttonClass('secondary', value.length > 0 ? 'border-ink-3' : '')}
      >
        <ListFilter aria-hidden className="size-4 text-ink-3" />
        {t('columns.status')}
        {value.length === 0 ? null : (
          <span className="rounded-full bg-pressed px-1.5 text-xs nums">{value.length}</span>
        )}
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner align="start" sideOffset={6} className="z-50 outline-none">
          <Base.Popup className="min-w-48 rounded-lg bg-raised p-1 shadow-pop outline-none">
            {ORDER_STATES.map((state) => (
              <Base.CheckboxItem
                key={state}
                checked={value.includes(state)}
                onCheckedChange={(on) => toggle(state, on)}
                closeOnClick={false}
                className="flex min-h-8 cursor-default items-center gap-2.5 rounded-md px-2 outline-none data-highlighted:bg-hover touch:min-h-11"
              >
                <span className="flex size-4 items-center justify-center rounded-sm border border-line-field">
                  <Base.CheckboxItemIndicator>
                    <Check aria-hidden className="size-3.5" />
                  </Base.CheckboxItemIndicator>
                </span>
                <StatusBadge status={state} />
              </Base.CheckboxItem>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
