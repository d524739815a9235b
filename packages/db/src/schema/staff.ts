import { date, foreignKey, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, minor, orgId } from './columns.ts';
import { location } from './location.ts';
import { membership } from './membership.ts';

/** The per-organisation profile of a member; shares the membership's id. Names and contacts live in side tables. */
export const staff = pgTable(
  'staff',
  {
    orgId: orgId(),
    id: id(),
    /** Home establishment; none for people who work across the organisation. */
    locationId: uuid('location_id'),
    hiredOn: date('hired_on'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    foreignKey({ columns: [t.orgId, t.id], foreignColumns: [membership.orgId, membership.id] }),
    foreignKey({ columns: [t.orgId, t.locationId], foreignColumns: [location.orgId, location.id] }),
  ],
);

const ofStaff = () => ({
  orgId: orgId(),
  staffId: uuid('staff_id').notNull(),
  locationId: uuid('location_id'),
});

/** What colleagues see of each other: the first name. Read capability `staff.read_directory`. */
export const staffDirectory = pgTable(
  'staff_directory',
  { ...ofStaff(), firstName: text('first_name').notNull() },
  (t) => [
    primaryKey({ columns: [t.orgId, t.staffId] }),
    foreignKey({ columns: [t.orgId, t.staffId], foreignColumns: [staff.orgId, staff.id] }),
  ],
);

/** Contact data for those who manage staff. Read capability `staff.read_full`. */
export const staffPrivate = pgTable(
  'staff_private',
  {
    ...ofStaff(),
    fullName: text('full_name').notNull(),
    phone: text('phone'),
    email: text('email'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.staffId] }),
    foreignKey({ columns: [t.orgId, t.staffId], foreignColumns: [staff.orgId, staff.id] }),
  ],
);

/** Tax and bank data. Read capability `staff.read_tax_bank`. */
export const staffPayroll = pgTable(
  'staff_payroll',
  {
    ...ofStaff(),
    taxId: text('tax_id'),
    iban: text('iban'),
    hourlyWageMinor: minor('hourly_wage_minor'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.staffId] }),
    foreignKey({ columns: [t.orgId, t.staffId], foreignColumns: [staff.orgId, staff.id] }),
  ],
);
