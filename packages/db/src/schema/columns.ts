import { bigint, customType, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** The tenant key: first column of every tenant table's primary, unique and foreign keys. */
export const orgId = () => uuid('org_id').notNull();

/** A UUIDv7 made by the application, unique within the organisation. */
export const id = () => uuid('id').notNull();

/** The establishment a row belongs to; row scope `L` of the permission matrix reads it. */
export const locationId = () => uuid('location_id').notNull();

/** An instant in UTC; the establishment's zone is applied only where a law or a person reads it. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const createdAt = () => instant('created_at').notNull().defaultNow();

/** Money in integer minor units; the row or its parent carries the currency. */
export const minor = (name: string) => bigint(name, { mode: 'number' });

/** Text from a closed list. A CHECK instead of an enum: enum equality is not leakproof, so no index would serve it under row-level security. */
export const oneOf = <const T extends readonly [string, ...string[]]>(name: string, values: T) =>
  text(name, { enum: values });

/** Text that somebody may leave empty: empty says "not stated". */
export const stated = (name: string) => text(name).notNull().default('');

/** Bytes as they are. */
export const bytes = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });

/** The number of a transaction, which never comes back in the same cluster. */
export const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' });
