'use client';
import type { GetOrderOutput, OrderRow } from '@toster/contracts/schemas/orders';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronUp, Link2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { OrderActions } from '#features/orders/order-actions.tsx';
import { OrderDetail } from '#features/orders/order-detail.tsx';
import { StatusBadge } from '#features/orders/status-badge.tsx';
import { FailureView } from '#features/shell/failure-view.tsx';
import { useShortcut } from '#features/shell/shortcuts-provider.tsx';
import { useCopyLink } from '#features/shell/use-copy-link.ts';
import { useTRPC } from '#trpc/client.tsx';
import { IconButton } from '#ui/button.tsx';
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
  const copyLink = useCopyLink();
  const query = useQuery(
    trpc.orders.get.queryOptions(id === null ? skipToken : { id }, {
      placeholderData: keepPreviousData,
      refetchOnWindowFocus: false,
    }),
  );
  const index = neighbours.findIndex((order) => order.id === id);
  const step = (by: 1 | -1) => {
    const next = index === -1 ? undefined : neighbours[index + by];
    if (next) onOpen(next.id);
  };
  const open = id !== null;
  useShortcut('nextRecord', () => step(1), { enabled: open, inDialog: true });
  useShortcut('previousRecord', () => step(-1), { enabled: open, inDialog: true });
  useShortcut('copyLink', copyLink, { enabled: open, inDialog: true });

  const order: GetOrderOutput | undefined = query.data;
  const row = neighbours[index];
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
        <span className="flex items-center gap-2.5">
          <span className="nums">
            {number === undefined ? t('order') : t('orderNumber', { number })}
          </span>
          {order?.id === id && order ? <StatusBadge status={order.status} /> : null}
        </span>
      }
      toolbar={
        <>
          <IconButton
            label={t('previous')}
            aria-keyshortcuts="["
            disabled={index <= 0}
            onClick={() => step(-1)}
          >
            <ChevronUp aria-hidden className="size-4" />
          </IconButton>
          <IconButton
            label={t('next')}
            aria-keyshortcuts="]"
            disabled={index === -1 || index >= neighbours.length - 1}
            onClick={() => step(1)}
          >
            <ChevronDown aria-hidden className="size-4" />
          </IconButton>
          <IconButton label={t('copyLink')} aria-keyshortcuts="c" onClick={copyLink}>
            <Link2 aria-hidden className="size-4" />
          </IconButton>
        </>
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
