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
import type { ReceiptSeller, ReceiptTax } from '@toster/contracts/schemas/receipts';
import { id, instant, locationId, minor, orgId } from './columns.ts';
import { orders } from './order.ts';
import { staff } from './staff.ts';

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
    /** Who sold and how it was taxed, as of this moment: null on receipts that are older than these columns. */
    seller: jsonb('seller').$type<ReceiptSeller>(),
    taxes: jsonb('taxes').$type<readonly ReceiptTax[]>(),
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

/** A copy of a receipt that somebody printed: the original went to the guest with the payment. Immutable, like the receipt. */
export const receiptCopy = pgTable(
  'receipt_copy',
  {
    orgId: orgId(),
    receiptId: uuid('receipt_id').notNull(),
    /** The first copy is 1: the number that stands on the paper. */
    seq: integer('seq').notNull(),
    locationId: locationId(),
    /** The receipt's own number, by which the log calls it. */
    number: integer('number').notNull(),
    staffId: uuid('staff_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.receiptId, t.seq] }),
    foreignKey({ columns: [t.orgId, t.receiptId], foreignColumns: [receipt.orgId, receipt.id] }),
    foreignKey({ columns: [t.orgId, t.staffId], foreignColumns: [staff.orgId, staff.id] }),
  ],
);
