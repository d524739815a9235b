import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { createdAt, orgId, stated } from './columns.ts';

/**
 * A restaurant business: the tenant. `cell` names the region whose servers hold it.
 * The slug is unique in the cell; the app role may not write it, so it is no oracle for other tenants. Slug, country,
 * currency and cell never change.
 */
export const org = pgTable(
  'org',
  {
    orgId: orgId(),
    cell: text('cell').notNull(),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    country: text('country').notNull(),
    currency: text('currency').notNull(),
    locale: text('locale').notNull(),
    timezone: text('timezone').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId] }),
    // serves: sign-in and import by organisation name (maintenance and auth roles)
    uniqueIndex('org_slug_key').on(t.slug),
    check('org_slug_form', sql`${t.slug} ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`),
    check('org_country_form', sql`${t.country} ~ '^[A-Z]{2}$'`),
    check('org_currency_form', sql`${t.currency} ~ '^[A-Z]{3}$'`),
  ],
);

/**
 * Who the business is before the law, and how to reach it. A sole trader trades under a name and number of their own, so
 * the log holds commitments of these values and they can be erased. Empty text: not stated.
 */
export const orgProfile = pgTable(
  'org_profile',
  {
    orgId: orgId(),
    legalName: stated('legal_name'),
    taxId: stated('tax_id'),
    address: stated('address'),
    postcode: stated('postcode'),
    city: stated('city'),
    phone: stated('phone'),
    email: stated('email'),
    receiptFooter: stated('receipt_footer'),
    /** Rises with every change of the settings, so that nobody overwrites what they have not seen. */
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.orgId] }),
    foreignKey({ columns: [t.orgId], foreignColumns: [org.orgId] }),
  ],
);
