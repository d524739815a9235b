import { sql } from 'drizzle-orm';
import { check, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, orgId } from './columns.ts';

/**
 * A restaurant business: the tenant. `cell` names the region whose servers hold it.
 * The slug is unique in the cell; the app role may not write it, so it is no oracle for other tenants.
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
