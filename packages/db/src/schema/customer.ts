import { foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, locationId, orgId } from './columns.ts';
import { location } from './location.ts';

/** A guest of one organisation; never linked across organisations. `location_id` is where the guest was first served. */
export const customer = pgTable(
  'customer',
  { orgId: orgId(), id: id(), locationId: locationId(), createdAt: createdAt() },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
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
