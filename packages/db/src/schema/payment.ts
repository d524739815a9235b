import { sql } from 'drizzle-orm';
import { check, foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, locationId, minor, oneOf, orgId } from './columns.ts';
import { orders } from './order.ts';

export const payment = pgTable(
  'payment',
  {
    orgId: orgId(),
    id: id(),
    locationId: locationId(),
    orderId: uuid('order_id').notNull(),
    method: oneOf('method', ['cash', 'card', 'external']).notNull(),
    status: oneOf('status', ['taken', 'refunded']).notNull(),
    amountMinor: minor('amount_minor').notNull(),
    tipMinor: minor('tip_minor').notNull().default(0),
    currency: text('currency').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    // serves: the payments of an order
    index('payment_order_idx').on(t.orgId, t.orderId),
    foreignKey({ columns: [t.orgId, t.orderId], foreignColumns: [orders.orgId, orders.id] }),
    check('payment_method_known', sql`${t.method} in ('cash', 'card', 'external')`),
    check('payment_status_known', sql`${t.status} in ('taken', 'refunded')`),
  ],
);

/** What is known of the card: brand and last four digits, nothing else. */
export const paymentCard = pgTable(
  'payment_card',
  {
    orgId: orgId(),
    paymentId: uuid('payment_id').notNull(),
    locationId: locationId(),
    customerId: uuid('customer_id'),
    brand: text('brand').notNull(),
    last4: text('last4').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.paymentId] }),
    foreignKey({ columns: [t.orgId, t.paymentId], foreignColumns: [payment.orgId, payment.id] }),
    check('payment_card_last4_form', sql`${t.last4} ~ '^[0-9]{4}$'`),
  ],
);
