'use client';
import { ORDER_STATES, type OrderState } from '@toster/contracts/orders/states';
import { ListFilter } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { StatusBadge } from '#features/orders/status-badge.tsx';
import { useShortcut } from '#features/shell/shortcuts-provider.tsx';
import { buttonClass } from '#ui/button.tsx';
import { Menu, MenuChecks } from '#ui/menu.tsx';

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
  return (
    <Menu
      trigger={
        <button
          ref={trigger}
          type="button"
          className={buttonClass('secondary', value.length > 0 ? 'border-ink-3' : '')}
        >
          <ListFilter aria-hidden className="size-4 text-ink-3" />
          {t('columns.status')}
          {value.length === 0 ? null : (
            <span className="rounded-full bg-pressed px-1.5 text-xs nums">{value.length}</span>
          )}
        </button>
      }
    >
      <MenuChecks
        values={value}
        onChange={(next) => onChange(ORDER_STATES.filter((state) => next.includes(state)))}
        choices={ORDER_STATES.map((state) => ({
          value: state,
          label: <StatusBadge status={state} />,
        }))}
      />
    </Menu>
  );
}
