'use client';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { NewOrderForm } from '#features/orders/new-order-form.tsx';
import { useOrderDraft } from '#features/orders/use-order-draft.ts';
import { Sheet } from '#ui/dialog.tsx';

/** Takes an order: type or tap the dishes, Ctrl+Enter places it. Closing it loses nothing. */
export function NewOrderSheet({
  open,
  locationId,
  onClose,
  onCreated,
}: {
  open: boolean;
  locationId: string | null;
  onClose: () => void;
  onCreated: (id: string) => void;
}) {
  const t = useTranslations('newOrder');
  const form = useRef<HTMLFormElement>(null);
  const order = useOrderDraft(open, locationId);
  return (
    <Sheet
      open={open && order.draft.locationId !== ''}
      onOpenChange={(next) => (next ? undefined : onClose())}
      initialFocus={form}
      width="full"
      title={t('title')}
    >
      {open ? (
        <NewOrderForm form={form} order={order} onDone={onClose} onCreated={onCreated} />
      ) : null}
    </Sheet>
  );
}
