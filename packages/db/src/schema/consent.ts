import { CONSENT_CHANNELS, CONSENT_PURPOSES } from '@toster/contracts/consents';
import { sql } from 'drizzle-orm';
import { boolean, check, foreignKey, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, locationId, oneOf, orgId } from './columns.ts';
import { customer } from './customer.ts';

/**
 * What a guest has said yes or no to, each time a row of its own that never changes: the newest of a purpose holds. With
 * the version and language of the text that was read, and where (GDPR Art. 7(1)).
 */
export const consent = pgTable(
  'consent',
  {
    orgId: orgId(),
    customerId: uuid('customer_id').notNull(),
    id: id(),
    /** The guest's own. */
    locationId: locationId(),
    purpose: oneOf('purpose', CONSENT_PURPOSES).notNull(),
    given: boolean('given').notNull(),
    textVersion: text('text_version').notNull(),
    language: text('language').notNull(),
    channel: oneOf('channel', CONSENT_CHANNELS).notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.customerId, t.id] }),
    foreignKey({ columns: [t.orgId, t.customerId], foreignColumns: [customer.orgId, customer.id] }),
    check('consent_purpose_known', sql`${t.purpose} in ('news_email', 'news_phone')`),
    check('consent_channel_known', sql`${t.channel} in ('guest_page')`),
    check('consent_language_form', sql`${t.language} ~ '^[a-z]{2}$'`),
    check('consent_text_version_form', sql`${t.textVersion} ~ '^[a-z0-9.-]{1,32}$'`),
  ],
);
