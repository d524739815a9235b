import {
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { id, instant, locationId, minor, orgId } from './columns.ts';
import { orders } from './order.ts';

/** A line as printed on a receipt. Money in minor units; the tax class is the country's own key. */
export type ReceiptLine = {
  readonly name: string;
  readonly quantity: number;
  readonly unitPriceMinor: number;
  readonly lineTotalMinor: number;
  readonly taxClass: string;
};

/** A receipt handed to a guest. Immutable: a trigger refuses every update and delete, for everybody. */
export const receipt = pgTable(
  'receipt',
  {
    orgId: orgId(),
    id: id(),
    locationId: locationId(),
    orderId: uuid('order_id').notNull(),
    number: integer('number').notNull(),
    issuedAt: instant('issued_at').notNull(),
    lines: jsonb('lines').$type<readonly ReceiptLine[]>().notNull(),
    currency: text('currency').notNull(),
    subtotalMinor: minor('subtotal_minor').notNull(),
    taxMinor: minor('tax_minor').notNull(),
    totalMinor: minor('total_minor').notNull(),
    /** Short code printed on the paper by which the receipt is found again. */
    code: text('code').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    unique('receipt_number_key').on(t.orgId, t.locationId, t.number),
    unique('receipt_code_key').on(t.orgId, t.code),
    // serves: the receipt of an order
    index('receipt_order_idx').on(t.orgId, t.orderId),
    foreignKey({ columns: [t.orgId, t.orderId], foreignColumns: [orders.orgId, orders.id] }),
  ],
);
