'use client';
import type { GetOrderOutput, OrderRow } from '@toster/contracts/schemas/orders';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { OrderActions } from '#features/orders/order-actions.tsx';
import { OrderDetail } from '#features/orders/order-detail.tsx';
import { StatusBadge } from '#features/orders/status-badge.tsx';
import { FailureView } from '#features/shell/failure-view.tsx';
import { RecordSteps } from '#features/shell/record-steps.tsx';
import { useTRPC } from '#trpc/client.tsx';
import { Sheet } from '#ui/dialog.tsx';
import { SkeletonRows } from '#ui/skeleton.tsx';

type OrderSheetProps = {
  id: string | null;
  neighbours: readonly OrderRow[];
  onOpen: (id: string) => void;
  onClose: () => void;
};

/** One order beside its list; `[` and `]` step to its neighbours, the address is its link. */
export function OrderSheet({ id, neighbours, onOpen, onClose }: OrderSheetProps) {
  const t = useTranslations('orders');
  const trpc = useTRPC();
  const query = useQuery(
    trpc.orders.get.queryOptions(id === null ? skipToken : { id }, {
      placeholderData: keepPreviousData,
      refetchOnWindowFocus: false,
    }),
  );
  const open = id !== null;

  const order: GetOrderOutput | undefined = query.data;
  const row = neighbours.find((each) => each.id === id);
  // The list is asked again and again; one order, whose reading is recorded, only when the list says it moved.
  const moved =
    order !== undefined && row !== undefined && order.id === row.id && order.status !== row.status;
  const { refetch } = query;
  useEffect(() => {
    if (moved) void refetch();
  }, [moved, refetch]);
  const number = order?.id === id ? order?.number : row?.number;
  return (
    <Sheet
      open={open}
      onOpenChange={(next) => (next ? undefined : onClose())}
      title={
        <span className="flex flex-wrap items-center gap-x-2.5 gap-y-0.5">
          <span className="nums">
            {number === undefined ? t('order') : t('orderNumber', { number })}
          </span>
          {order?.id === id && order ? <StatusBadge status={order.status} /> : null}
        </span>
      }
      toolbar={
        <RecordSteps
          ids={neighbours.map((each) => each.id)}
          id={id}
          previous={t('previous')}
          next={t('next')}
          keys={open}
          onStep={onOpen}
        />
      }
      footer={order?.id === id && order ? <OrderActions order={order} /> : undefined}
    >
      {query.isError && !(order?.id === id) ? (
        <FailureView error={query.error} onRetry={() => void query.refetch()} />
      ) : order && order.id === id ? (
        <OrderDetail order={order} />
      ) : (
        <SkeletonRows rows={8} label={t('loadingOne')} />
      )}
    </Sheet>
  );
}
