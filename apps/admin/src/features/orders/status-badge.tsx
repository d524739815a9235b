'use client';
import type { OrderState } from '@toster/contracts/orders/states';
import { useTranslations } from 'next-intl';
import { STATUS_LOOK } from '#features/orders/status.ts';
import { Badge } from '#ui/badge.tsx';

/** The state of an order: icon, word and colour. */
export function StatusBadge({ status }: { status: OrderState }) {
  const t = useTranslations('orders');
  const { tone, icon } = STATUS_LOOK[status];
  return (
    <Badge tone={tone} icon={icon}>
      {t(`status.${status}`)}
    </Badge>
  );
}
