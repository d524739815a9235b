'use client';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { NewOrderForm } from '#features/orders/new-order-form.tsx';
import { usePlaces } from '#features/shell/session.tsx';
import { Sheet } from '#ui/dialog.tsx';

/** Takes an order: type or tap the dishes, Ctrl+Enter places it. */
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
  const locations = usePlaces('orders.create');
  const form = useRef<HTMLFormElement>(null);
  const start = locations.find((location) => location.id === locationId)?.id ?? locations[0]?.id;
  return (
    <Sheet
      open={open && start !== undefined}
      onOpenChange={(next) => (next ? undefined : onClose())}
      initialFocus={form}
      wide
      title={t('title')}
    >
      {open && start !== undefined ? (
        <NewOrderForm form={form} startAt={start} onDone={onClose} onCreated={onCreated} />
      ) : null}
    </Sheet>
  );
}
