import { AppError } from '@toster/contracts/errors';
import {
  isFinalState,
  type OrderState,
  transitionBetween,
  type OrderTransition,
} from '@toster/contracts/orders/states';
import { orderNote, orders, orderStatusChange } from '@toster/db/schema/order';
import { and, eq, sql } from 'drizzle-orm';
import type { MutationContext } from '../../procedures.ts';
import type { OrderRow } from './order-rows.ts';

/** Throws ORDER_STATE_INVALID unless the order may take a step of that kind to that state. */
export function assertStep(order: OrderRow, kind: OrderTransition['kind'], to: OrderState): void {
  if (transitionBetween(order.status, to)?.kind === kind) return;
  throw new AppError('ORDER_STATE_INVALID', { details: { state: order.status } });
}

/**
 * Writes a step of a locked order with its line of history and, where one was given, the reason.
 * Whoever takes a step has the order in hand until somebody else does.
 */
export async function moveOrder(
  { tx, caller, row, server }: MutationContext<OrderRow>,
  to: OrderState,
  reason?: { readonly kind: 'void_reason' | 'cancel_reason'; readonly body: string },
) {
  const { orgId, id, locationId } = row;
  const at = new Date(server.now());
  const [moved] = await tx
    .update(orders)
    .set({
      status: to,
      handledBy: caller.staffId,
      closedAt: isFinalState(to) || to === 'delivered' ? at : null,
    })
    .where(and(eq(orders.orgId, orgId), eq(orders.id, id), eq(orders.status, row.status)))
    .returning({ id: orders.id, status: orders.status });
  if (moved === undefined) throw new AppError('CONFLICT');
  const seq = sql<number>`(
    select coalesce(max(seq), 0) + 1 from ${orderStatusChange}
    where ${orderStatusChange.orgId} = ${orgId} and ${orderStatusChange.orderId} = ${id}
  )`;
  await Promise.all([
    tx.insert(orderStatusChange).values({
      orgId,
      orderId: id,
      locationId,
      seq,
      fromStatus: row.status,
      toStatus: to,
      staffId: caller.staffId,
      at,
    }),
    reason === undefined
      ? null
      : tx.insert(orderNote).values({ orgId, orderId: id, locationId, ...reason, createdAt: at }),
  ]);
  return moved;
}
