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
import { createdAt, id, oneOf, orgId } from './columns.ts';
import { account } from './auth/account.ts';
import { location } from './location.ts';
import { org } from './org.ts';

/**
 * An account's place in an organisation. Its id is the actor in the audit log: a random number
 * that means nothing outside the organisation. `epoch` rises with every change of rights or
 * standing, which makes older access tokens stale on their next request.
 */
export const membership = pgTable(
  'membership',
  {
    orgId: orgId(),
    id: id(),
    accountId: uuid('account_id').notNull(),
    status: oneOf('status', ['active', 'suspended', 'removed']).notNull().default('active'),
    epoch: integer('epoch').notNull().default(1),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    unique('membership_account_key').on(t.orgId, t.accountId),
    // serves: the organisations of an account at sign-in, and the fan-out of account events
    index('membership_account_idx').on(t.accountId),
    foreignKey({ columns: [t.orgId], foreignColumns: [org.orgId] }),
    foreignKey({ columns: [t.accountId], foreignColumns: [account.id] }),
    check('membership_status_known', sql`${t.status} in ('active', 'suspended', 'removed')`),
  ],
);

/** One grant of a membership: a role or an appointment, everywhere or at one location. */
export const membershipGrant = pgTable(
  'membership_grant',
  {
    orgId: orgId(),
    id: id(),
    membershipId: uuid('membership_id').notNull(),
    role: text('role'),
    appointment: text('appointment'),
    locationId: uuid('location_id'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    // serves: the rights of a member
    index('membership_grant_member_idx').on(t.orgId, t.membershipId),
    unique('membership_grant_once')
      .on(t.orgId, t.membershipId, t.role, t.appointment, t.locationId)
      .nullsNotDistinct(),
    foreignKey({
      columns: [t.orgId, t.membershipId],
      foreignColumns: [membership.orgId, membership.id],
    }),
    foreignKey({ columns: [t.orgId, t.locationId], foreignColumns: [location.orgId, location.id] }),
    check('membership_grant_one_kind', sql`num_nonnulls(${t.role}, ${t.appointment}) = 1`),
  ],
);
