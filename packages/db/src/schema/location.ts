import { foreignKey, integer, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { createdAt, id, locationId, orgId } from './columns.ts';
import { org } from './org.ts';

/** An establishment of an organisation. */
export const location = pgTable(
  'location',
  {
    orgId: orgId(),
    id: id(),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    city: text('city').notNull(),
    timezone: text('timezone').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    // serves: the location in a page's address
    unique('location_slug_key').on(t.orgId, t.slug),
    foreignKey({ columns: [t.orgId], foreignColumns: [org.orgId] }),
  ],
);

/** The next order or receipt number of a location, taken under a row lock so that numbers have no gaps. */
export const locationCounter = pgTable(
  'location_counter',
  {
    orgId: orgId(),
    locationId: locationId(),
    kind: text('kind', { enum: ['order', 'receipt'] }).notNull(),
    next: integer('next').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.locationId, t.kind] }),
    foreignKey({ columns: [t.orgId, t.locationId], foreignColumns: [location.orgId, location.id] }),
  ],
);
