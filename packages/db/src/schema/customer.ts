import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant, locationId, orgId } from './columns.ts';
import { location } from './location.ts';

/** A guest of one organisation; never linked across organisations. `location_id` is where the guest was first served. */
export const customer = pgTable(
  'customer',
  {
    orgId: orgId(),
    id: id(),
    locationId: locationId(),
    /** When the newest order was placed; null before the first. Kept by a trigger on `orders`. */
    lastOrderAt: instant('last_order_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    // serves: the list of guests, those who ordered last first, those who never did at the end
    index('customer_last_order_idx').on(
      t.orgId,
      sql`coalesce(${t.lastOrderAt}, '-infinity'::timestamptz) desc`,
      t.id.desc().nullsFirst(),
    ),
    foreignKey({ columns: [t.orgId, t.locationId], foreignColumns: [location.orgId, location.id] }),
  ],
);

/** How to reach a guest. The `_key` columns are normalised for exact look-up: equality on text is leakproof, LIKE is not. */
export const customerContact = pgTable(
  'customer_contact',
  {
    orgId: orgId(),
    customerId: uuid('customer_id').notNull(),
    locationId: locationId(),
    name: text('name'),
    phone: text('phone'),
    phoneKey: text('phone_key'),
    email: text('email'),
    emailKey: text('email_key'),
    /** Counts the changes, so that nobody writes over a change they have not seen. */
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.customerId] }),
    // serves: exact look-up by telephone number
    index('customer_contact_phone_idx').on(t.orgId, t.phoneKey),
    // serves: exact look-up by e-mail address
    index('customer_contact_email_idx').on(t.orgId, t.emailKey),
    foreignKey({ columns: [t.orgId, t.customerId], foreignColumns: [customer.orgId, customer.id] }),
    foreignKey({ columns: [t.orgId, t.locationId], foreignColumns: [location.orgId, location.id] }),
  ],
);
