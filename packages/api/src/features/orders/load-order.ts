import { customerContact } from '@toster/db/schema/customer';
import {
  deliveryAddress,
  orderLine,
  orderNote,
  orders,
  orderStatusChange,
} from '@toster/db/schema/order';
import { payment, paymentCard } from '@toster/db/schema/payment';
import { receipt } from '@toster/db/schema/receipt';
import { staffDirectory } from '@toster/db/schema/staff';
import type { TenantReadTx } from '@toster/db/tenant';
import { and, asc, eq, getTableColumns } from 'drizzle-orm';
import type { Caller } from '../../middleware/authenticate.ts';
import { ordersInReach } from './order-rows.ts';

/** An order and what hangs on it, as far as PostgreSQL shows it to the caller; null when it is out of reach. */
export async function loadOrder(tx: TenantReadTx, caller: Caller, id: string) {
  const { orgId, rights, staffId } = caller;
  // Asked together, so all of it costs one round trip; without the order the rest is thrown away.
  const [[order], lines, history, notes, payments, [paper], [contact], [address]] =
    await Promise.all([
      tx
        .select()
        .from(orders)
        .where(
          and(
            eq(orders.orgId, orgId),
            eq(orders.id, id),
            ordersInReach(rights, 'orders.read', staffId),
          ),
        ),
      tx
        .select()
        .from(orderLine)
        .where(and(eq(orderLine.orgId, orgId), eq(orderLine.orderId, id)))
        .orderBy(asc(orderLine.lineNo)),
      tx
        .select({ change: orderStatusChange, firstName: staffDirectory.firstName })
        .from(orderStatusChange)
        .leftJoin(
          staffDirectory,
          and(
            eq(staffDirectory.orgId, orderStatusChange.orgId),
            eq(staffDirectory.staffId, orderStatusChange.staffId),
          ),
        )
        .where(and(eq(orderStatusChange.orgId, orgId), eq(orderStatusChange.orderId, id)))
        .orderBy(asc(orderStatusChange.seq)),
      tx
        .select()
        .from(orderNote)
        .where(and(eq(orderNote.orgId, orgId), eq(orderNote.orderId, id))),
      tx
        .select({ payment, brand: paymentCard.brand, last4: paymentCard.last4 })
        .from(payment)
        .leftJoin(
          paymentCard,
          and(eq(paymentCard.orgId, payment.orgId), eq(paymentCard.paymentId, payment.id)),
        )
        .where(and(eq(payment.orgId, orgId), eq(payment.orderId, id)))
        .orderBy(asc(payment.createdAt), asc(payment.id)),
      tx
        .select()
        .from(receipt)
        .where(and(eq(receipt.orgId, orgId), eq(receipt.orderId, id)))
        .orderBy(asc(receipt.number))
        .limit(1),
      tx
        .select(getTableColumns(customerContact))
        .from(orders)
        .innerJoin(
          customerContact,
          and(
            eq(customerContact.orgId, orders.orgId),
            eq(customerContact.customerId, orders.customerId),
          ),
        )
        .where(and(eq(orders.orgId, orgId), eq(orders.id, id))),
      tx
        .select()
        .from(deliveryAddress)
        .where(and(eq(deliveryAddress.orgId, orgId), eq(deliveryAddress.orderId, id))),
    ]);
  if (order === undefined) return null;
  return {
    order,
    lines,
    history,
    notes,
    payments,
    receipt: paper ?? null,
    contact: contact ?? null,
    address: address ?? null,
  };
}

/** What was found of an order. */
export type FoundOrder = NonNullable<Awaited<ReturnType<typeof loadOrder>>>;
