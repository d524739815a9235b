import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { createdAt, id, instant, locationId, minor, oneOf, orgId } from './columns.ts';
import { customer } from './customer.ts';
import { location } from './location.ts';
import { menuItem } from './menu.ts';
import { staff } from './staff.ts';

/** An order. Free text and persons live in side tables; `handled_by` and `courier_id` give row scope `A`. */
export const orders = pgTable(
  'orders',
  {
    orgId: orgId(),
    id: id(),
    locationId: locationId(),
    number: integer('number').notNull(),
    channel: oneOf('channel', ['dine_in', 'takeaway', 'delivery']).notNull(),
    status: oneOf('status', [
      'placed',
      'accepted',
      'cooking',
      'ready',
      'packed',
      'on_way',
      'delivered',
      'cancelled',
      'voided',
      'refunded',
    ]).notNull(),
    tableLabel: text('table_label'),
    customerId: uuid('customer_id'),
    handledBy: uuid('handled_by'),
    courierId: uuid('courier_id'),
    placedAt: instant('placed_at').notNull(),
    promisedAt: instant('promised_at'),
    closedAt: instant('closed_at'),
    currency: text('currency').notNull(),
    subtotalMinor: minor('subtotal_minor').notNull(),
    taxMinor: minor('tax_minor').notNull(),
    totalMinor: minor('total_minor').notNull(),
    /** Where the order came from: `toster`, or the name of the system it was imported from. */
    source: text('source').notNull().default('toster'),
    externalId: text('external_id'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    unique('orders_number_key').on(t.orgId, t.locationId, t.number),
    // idempotency of imports: one order per (organisation, source, external id)
    unique('orders_external_key').on(t.orgId, t.source, t.externalId),
    // serves: the order list of all locations, newest first
    index('orders_placed_idx').on(t.orgId, t.placedAt, t.id),
    // serves: the order list of one location, newest first
    index('orders_location_placed_idx').on(t.orgId, t.locationId, t.placedAt, t.id),
    // serves: the board of open work, and the list filtered by status
    index('orders_status_idx').on(t.orgId, t.status, t.placedAt),
    // serves: "is this guest in my hands", asked by the policies of personal side tables
    index('orders_customer_idx').on(t.orgId, t.customerId),
    foreignKey({ columns: [t.orgId, t.locationId], foreignColumns: [location.orgId, location.id] }),
    foreignKey({ columns: [t.orgId, t.customerId], foreignColumns: [customer.orgId, customer.id] }),
    foreignKey({ columns: [t.orgId, t.handledBy], foreignColumns: [staff.orgId, staff.id] }),
    foreignKey({ columns: [t.orgId, t.courierId], foreignColumns: [staff.orgId, staff.id] }),
    check(
      'orders_status_known',
      sql`${t.status} in ('placed', 'accepted', 'cooking', 'ready', 'packed', 'on_way', 'delivered', 'cancelled', 'voided', 'refunded')`,
    ),
    check('orders_channel_known', sql`${t.channel} in ('dine_in', 'takeaway', 'delivery')`),
    check('orders_total_adds_up', sql`${t.totalMinor} = ${t.subtotalMinor} + ${t.taxMinor}`),
  ],
);

const ofOrder = () => ({
  orgId: orgId(),
  orderId: uuid('order_id').notNull(),
  locationId: locationId(),
});

/** A line as it was sold: name and price are copies, so a later change of the menu changes no past order. */
export const orderLine = pgTable(
  'order_line',
  {
    ...ofOrder(),
    lineNo: integer('line_no').notNull(),
    menuItemId: uuid('menu_item_id'),
    name: text('name').notNull(),
    modifiers: text('modifiers')
      .array()
      .notNull()
      .default(sql`'{}'::text[]`),
    quantity: integer('quantity').notNull(),
    unitPriceMinor: minor('unit_price_minor').notNull(),
    lineTotalMinor: minor('line_total_minor').notNull(),
    taxClass: text('tax_class').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.orderId, t.lineNo] }),
    foreignKey({ columns: [t.orgId, t.orderId], foreignColumns: [orders.orgId, orders.id] }),
    foreignKey({ columns: [t.orgId, t.menuItemId], foreignColumns: [menuItem.orgId, menuItem.id] }),
    check('order_line_quantity_positive', sql`${t.quantity} > 0`),
  ],
);

/** Every state an order was in, when and by whom. Append-only. */
export const orderStatusChange = pgTable(
  'order_status_change',
  {
    ...ofOrder(),
    seq: integer('seq').notNull(),
    fromStatus: text('from_status'),
    toStatus: text('to_status').notNull(),
    staffId: uuid('staff_id'),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.orderId, t.seq] }),
    foreignKey({ columns: [t.orgId, t.orderId], foreignColumns: [orders.orgId, orders.id] }),
  ],
);

/** Free text about an order. No free text counts as non-personal, so it is withheld and erased like a name. */
export const orderNote = pgTable(
  'order_note',
  {
    ...ofOrder(),
    kind: oneOf('kind', ['kitchen', 'void_reason', 'cancel_reason']).notNull(),
    body: text('body').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.orderId, t.kind] }),
    foreignKey({ columns: [t.orgId, t.orderId], foreignColumns: [orders.orgId, orders.id] }),
    check('order_note_kind_known', sql`${t.kind} in ('kitchen', 'void_reason', 'cancel_reason')`),
  ],
);

/** Where a delivery goes. */
export const deliveryAddress = pgTable(
  'delivery_address',
  {
    ...ofOrder(),
    customerId: uuid('customer_id'),
    recipient: text('recipient'),
    phone: text('phone'),
    line: text('line').notNull(),
    postcode: text('postcode'),
    city: text('city').notNull(),
    doorNote: text('door_note'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.orderId] }),
    foreignKey({ columns: [t.orgId, t.orderId], foreignColumns: [orders.orgId, orders.id] }),
    foreignKey({ columns: [t.orgId, t.customerId], foreignColumns: [customer.orgId, customer.id] }),
  ],
);
