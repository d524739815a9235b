import { AppError } from '@toster/contracts/errors';
import type { Rights } from '@toster/contracts/rbac/rights';
import type { GetReceiptInput } from '@toster/contracts/schemas/receipts';
import { orders } from '@toster/db/schema/order';
import { payment, paymentCard } from '@toster/db/schema/payment';
import { receipt } from '@toster/db/schema/receipt';
import type { TenantReadTx } from '@toster/db/tenant';
import { and, asc, eq, type InferSelectModel, type SQL } from 'drizzle-orm';
import type { RowRule } from '../../rows.ts';
import { ordersInReach, placeOf } from '../orders/order-rows.ts';

/** What of its order a receipt shows, and by what it is reached. */
const ORDER = {
  number: orders.number,
  status: orders.status,
  locationId: orders.locationId,
  handledBy: orders.handledBy,
  courierId: orders.courierId,
} as const;

/** A receipt with the order it is for. */
export type ReceiptRow = {
  readonly receipt: InferSelectModel<typeof receipt>;
  readonly order: Pick<InferSelectModel<typeof orders>, keyof typeof ORDER>;
};

const ofItsOrder = and(eq(orders.orgId, receipt.orgId), eq(orders.id, receipt.orderId));

/**
 * A receipt by its id, hidden from those who may neither read it nor print a copy. Nobody may change a receipt, so what
 * a mutation locks is its order: two copies at the same time are numbered one after the other.
 */
export const receiptRule: RowRule<ReceiptRow> = {
  visibleBy: ['receipts.read', 'receipts.reprint_send'],
  load: async (tx, orgId, id, lock) => {
    const query = tx
      .select({ receipt, order: ORDER })
      .from(receipt)
      .innerJoin(orders, ofItsOrder)
      .where(and(eq(receipt.orgId, orgId), eq(receipt.id, id)));
    const [row] = await (lock ? query.for('update', { of: orders }) : query);
    return row;
  },
  placeOf: ({ order }, actorId) => placeOf(order, actorId),
};

/** Which receipt an input means, as a condition on rows. */
export function meant(orgId: string, { code, id, orderId }: GetReceiptInput): SQL {
  const found =
    code !== undefined
      ? eq(receipt.code, code)
      : id !== undefined
        ? eq(receipt.id, id)
        : orderId !== undefined
          ? eq(receipt.orderId, orderId)
          : undefined;
  const condition = and(eq(receipt.orgId, orgId), found);
  if (found === undefined || condition === undefined) throw new AppError('INVALID_INPUT');
  return condition;
}

/** The receipt an input means, as far as `receipts.read` reaches. */
export async function findReceipt(
  tx: TenantReadTx,
  where: SQL,
  rights: Rights,
  staffId: string,
): Promise<ReceiptRow | undefined> {
  const [row] = await tx
    .select({ receipt, order: ORDER })
    .from(receipt)
    .innerJoin(orders, ofItsOrder)
    .where(and(where, ordersInReach(rights, 'receipts.read', staffId)))
    .orderBy(asc(receipt.number))
    .limit(1);
  return row;
}

/** What was paid for the order of a receipt; of cards what PostgreSQL shows the caller. */
export function paymentsOf(tx: TenantReadTx, where: SQL) {
  return tx
    .select({ receiptId: receipt.id, payment, brand: paymentCard.brand, last4: paymentCard.last4 })
    .from(receipt)
    .innerJoin(payment, and(eq(payment.orgId, receipt.orgId), eq(payment.orderId, receipt.orderId)))
    .leftJoin(
      paymentCard,
      and(eq(paymentCard.orgId, payment.orgId), eq(paymentCard.paymentId, payment.id)),
    )
    .where(where)
    .orderBy(asc(payment.createdAt), asc(payment.id));
}

/** The establishment of the receipt that is meant, as a subquery. */
export function placeOfReceipt(tx: TenantReadTx, where: SQL) {
  return tx
    .select({ id: receipt.locationId })
    .from(receipt)
    .where(where)
    .orderBy(asc(receipt.number))
    .limit(1);
}
