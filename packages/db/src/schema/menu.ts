import { sql } from 'drizzle-orm';
import {
  boolean,
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
import { createdAt, id, locationId, minor, orgId } from './columns.ts';
import { location } from './location.ts';

export const menuCategory = pgTable(
  'menu_category',
  {
    orgId: orgId(),
    id: id(),
    locationId: locationId(),
    name: text('name').notNull(),
    position: integer('position').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    // serves: the menu of a location in its order
    index('menu_category_location_idx').on(t.orgId, t.locationId, t.position),
    foreignKey({ columns: [t.orgId, t.locationId], foreignColumns: [location.orgId, location.id] }),
  ],
);

/** A dish or drink as one location sells it. `tax_class` is the national key that fiscal receipts map to a rate. */
export const menuItem = pgTable(
  'menu_item',
  {
    orgId: orgId(),
    id: id(),
    locationId: locationId(),
    categoryId: uuid('category_id').notNull(),
    name: text('name').notNull(),
    description: text('description').notNull().default(''),
    priceMinor: minor('price_minor').notNull(),
    currency: text('currency').notNull(),
    taxClass: text('tax_class').notNull(),
    allergens: text('allergens')
      .array()
      .notNull()
      .default(sql`'{}'::text[]`),
    available: boolean('available').notNull().default(true),
    position: integer('position').notNull(),
    createdAt: createdAt(),
    /** The dish's key in the system the menu is imported from. */
    externalId: text('external_id'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    // idempotency of imports: one dish per (location, external id)
    unique('menu_item_external_key').on(t.orgId, t.locationId, t.externalId),
    // serves: the menu of a location
    index('menu_item_location_idx').on(t.orgId, t.locationId, t.position),
    foreignKey({ columns: [t.orgId, t.locationId], foreignColumns: [location.orgId, location.id] }),
    foreignKey({
      columns: [t.orgId, t.categoryId],
      foreignColumns: [menuCategory.orgId, menuCategory.id],
    }),
    check('menu_item_price_not_negative', sql`${t.priceMinor} >= 0`),
  ],
);
