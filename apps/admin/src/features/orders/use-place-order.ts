'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { missingFrom, toInput } from '#features/orders/draft.ts';
import type { OrderDraft } from '#features/orders/use-order-draft.ts';
import { useFailureText } from '#features/shell/failure-text.ts';
import { useFormats } from '#i18n/use-formats.ts';
import { useTRPC } from '#trpc/client.tsx';
import { useNotify } from '#ui/toast.tsx';

/**
 * Places the order once nothing is missing. Until the server has taken it nothing of the draft is lost; a refusal looks
 * at the menu anew, so that what sold out meanwhile shows on the ticket.
 */
export function usePlaceOrder(
  order: OrderDraft,
  onCreated: (id: string) => void,
  onDone: () => void,
) {
  const t = useTranslations('newOrder');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const notify = useNotify();
  const formats = useFormats();
  const failureText = useFailureText();
  const [asked, setAsked] = useState(false);
  const missing = missingFrom(order.draft);
  const create = useMutation(
    trpc.orders.create.mutationOptions({
      onSuccess: (placed) => {
        void queries.invalidateQueries(trpc.orders.pathFilter());
        void queries.invalidateQueries(trpc.customers.pathFilter());
        notify.done({
          title: t('placed', {
            number: placed.number,
            total: formats.money(placed.totalMinor, placed.currency),
          }),
          action: { label: t('openIt'), onClick: () => onCreated(placed.id) },
        });
        order.placed();
        onDone();
      },
      onError: (error) => {
        void order.menu.refetch();
        notify.failed({ title: t('failed'), description: failureText(error) });
      },
    }),
  );
  return {
    /** What is missing, once somebody has tried to place it. */
    missing: asked ? missing : [],
    asked,
    pending: create.isPending,
    place: () => {
      setAsked(true);
      if (missing.length === 0 && !create.isPending) create.mutate(toInput(order.draft));
      return missing;
    },
  };
}
