'use client';
import type { OrderState } from '@toster/contracts/orders/states';
import type { GetOrderOutput } from '@toster/contracts/schemas/orders';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ArrowRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { HistoryLink } from '#features/history/history-link.tsx';
import { PrintReceipt } from '#features/receipts/print-receipt.tsx';
import { useFailureText } from '#features/shell/failure-text.ts';
import { useTRPC } from '#trpc/client.tsx';
import { Button } from '#ui/button.tsx';
import { lazyPart } from '#ui/lazy.tsx';
import { useNotify } from '#ui/toast.tsx';

const ReasonDialog = lazyPart(
  async () => (await import('#features/orders/reason-dialog.tsx')).ReasonDialog,
  ({ kind }) => kind !== null,
);

/** What this person may do with the order now: exactly what the API said, nothing greyed out. */
export function OrderActions({ order }: { order: GetOrderOutput }) {
  const t = useTranslations('orders');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const notify = useNotify();
  const failureText = useFailureText();
  const [leaving, setLeaving] = useState<'void' | 'cancel' | null>(null);

  const settled = {
    onSuccess: (result: { status: OrderState }) => {
      setLeaving(null);
      notify.done({
        title: t('moved', { number: order.number, status: t(`status.${result.status}`) }),
      });
    },
    onError: (error: unknown) =>
      notify.failed({
        title: t('notMoved', { number: order.number }),
        description: failureText(error),
      }),
    onSettled: () => queries.invalidateQueries(trpc.orders.pathFilter()),
  };
  const advance = useMutation(trpc.orders.advance.mutationOptions(settled));
  const cancel = useMutation(trpc.orders.cancel.mutationOptions(settled));
  const void_ = useMutation(trpc.orders.void.mutationOptions(settled));

  return (
    <>
      {order.next.map((to, index) => (
        <Button
          key={to}
          variant={index === 0 ? 'primary' : 'secondary'}
          loading={advance.isPending && advance.variables.to === to}
          disabled={advance.isPending}
          onClick={() => advance.mutate({ id: order.id, to })}
        >
          {t(`advance.${to}`)}
          <ArrowRight aria-hidden className="size-4" />
        </Button>
      ))}
      {order.mayCancel ? (
        <Button onClick={() => setLeaving('cancel')}>{t('cancelOrder')}</Button>
      ) : null}
      {order.mayVoid ? (
        <Button variant="warning" onClick={() => setLeaving('void')}>
          {t('voidOrder')}
        </Button>
      ) : null}
      {order.receipt === null && order.reprintable !== null ? (
        <PrintReceipt id={order.reprintable} />
      ) : null}
      <span className="flex-1" />
      <HistoryLink kind="order" id={order.id} />
      <ReasonDialog
        kind={leaving}
        number={order.number}
        pending={cancel.isPending || void_.isPending}
        onClose={() => setLeaving(null)}
        onConfirm={(reason) =>
          (leaving === 'void' ? void_ : cancel).mutate({ id: order.id, reason })
        }
      />
    </>
  );
}
