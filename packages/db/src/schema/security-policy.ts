import { sql } from 'drizzle-orm';
import { check, foreignKey, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { orgId } from './columns.ts';
import { org } from './org.ts';

/** What an organisation asks of its people's sign-in. Without a row it asks for nothing. */
export const securityPolicy = pgTable(
  'security_policy',
  {
    orgId: orgId(),
    /**
     * Who must have a second factor: `<role or appointment>@<instant from which on>` (ISO 8601, UTC). A list of words, not
     * a document, so that the log tells what it was and is.
     */
    secondFactor: text('second_factor').array().notNull().default([]),
    /** Rises with every change, so that nobody overwrites what they have not seen. */
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.orgId] }),
    foreignKey({ columns: [t.orgId], foreignColumns: [org.orgId] }),
    check(
      'security_policy_second_factor_form',
      sql`array_to_string(${t.secondFactor}, ' ') ~ '^([a-z_]+@[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z( |$))*$'`,
    ),
  ],
);
