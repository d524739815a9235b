import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant, orgId, xid8 } from './columns.ts';

/** Work to be done after commit: written in the business transaction, relayed to the queue by its own role. Ids only. */
export const outbox = pgTable(
  'outbox',
  {
    orgId: orgId(),
    id: id(),
    topic: text('topic').notNull(),
    payload: jsonb('payload').$type<Readonly<Record<string, string>>>().notNull(),
    createdAt: createdAt(),
    relayedAt: instant('relayed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    // serves: the relay's scan for rows not yet relayed
    index('outbox_pending_idx').on(t.createdAt),
  ],
);

/** The answer of a mutation, kept for a day so that the same call with the same key is done once. */
export const idempotencyKey = pgTable(
  'idempotency_key',
  {
    orgId: orgId(),
    actorId: uuid('actor_id').notNull(),
    key: text('key').notNull(),
    procedure: text('procedure').notNull(),
    /** SHA-256 of the canonical input, hex. */
    inputDigest: text('input_digest').notNull(),
    answer: jsonb('answer'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.actorId, t.key] }),
    // serves: the sweep of keys older than a day
    index('idempotency_key_age_idx').on(t.createdAt),
  ],
);

/** When a member last used a permission whose uses are counted, within the span of its limit. Written by app.count_use only. */
export const useCounter = pgTable(
  'use_counter',
  {
    orgId: orgId(),
    actorId: uuid('actor_id').notNull(),
    permission: text('permission').notNull(),
    /** The newest first. */
    times: instant('times').array().notNull(),
    lastAt: instant('last_at').notNull(),
    /** The transaction that counted last, and how many of its uses have not been spent on an answer yet. */
    countedIn: xid8('counted_in').notNull(),
    unspent: integer('unspent').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.actorId, t.permission] })],
);

/** Refusals (forbidden calls, failed sign-ins) counted by minute; a job turns each closed minute into one audit event. */
export const refusal = pgTable(
  'refusal',
  {
    orgId: orgId(),
    /** The refused member, or the organisation's own id where nobody was signed in. */
    actorId: uuid('actor_id').notNull(),
    reason: text('reason').notNull(),
    minute: instant('minute').notNull(),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.actorId, t.reason, t.minute] })],
);
