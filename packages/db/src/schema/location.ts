import { sql } from 'drizzle-orm';
import { check, foreignKey, integer, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { createdAt, id, locationId, orgId, stated } from './columns.ts';
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

const TIME = '([01][0-9]|2[0-3]):[0-5][0-9]';
const SPAN = `${TIME}-(${TIME}|24:00)`;
/** Spans of a day, `HH:MM-HH:MM` by commas. One column a day, so that the log says which day changed. */
const HOURS = sql.raw(`'^(${SPAN}(,${SPAN})*)?$'`);

/**
 * Where an establishment is found, how it is reached and when it is open: the text of each day as
 * `@toster/contracts/hours` reads it, empty for closed, null in all of them where nobody stated hours.
 */
export const locationProfile = pgTable(
  'location_profile',
  {
    orgId: orgId(),
    locationId: locationId(),
    address: stated('address'),
    postcode: stated('postcode'),
    phone: stated('phone'),
    email: stated('email'),
    hoursMon: text('hours_mon'),
    hoursTue: text('hours_tue'),
    hoursWed: text('hours_wed'),
    hoursThu: text('hours_thu'),
    hoursFri: text('hours_fri'),
    hoursSat: text('hours_sat'),
    hoursSun: text('hours_sun'),
    /** Rises with every change of the establishment, so that nobody overwrites what they have not seen. */
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.locationId] }),
    foreignKey({ columns: [t.orgId, t.locationId], foreignColumns: [location.orgId, location.id] }),
    check(
      'location_profile_hours_whole',
      sql`num_nulls(${t.hoursMon}, ${t.hoursTue}, ${t.hoursWed}, ${t.hoursThu}, ${t.hoursFri}, ${t.hoursSat}, ${t.hoursSun}) in (0, 7)`,
    ),
    ...Object.entries({
      mon: t.hoursMon,
      tue: t.hoursTue,
      wed: t.hoursWed,
      thu: t.hoursThu,
      fri: t.hoursFri,
      sat: t.hoursSat,
      sun: t.hoursSun,
    }).map(([day, column]) =>
      check(`location_profile_hours_${day}_form`, sql`${column} ~ ${HOURS}`),
    ),
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
