import { pgSchema } from 'drizzle-orm/pg-core';

/** Cell-wide tables that must be known before the organisation is: served to the login role `toster_auth` only. */
export const authSchema = pgSchema('auth');
