import { z } from 'zod';
import {
  AUDIT_REL,
  AUDIT_REL_MAX,
  AUDIT_ROW,
  AUDIT_ROW_MAX,
  AUDIT_SOURCES,
} from '../audit-terms.ts';
import { DOMAINS } from '../events.ts';
import { ZRecordRef } from '../records/kinds.ts';
import { ZCapSeq, ZCursor, ZInstant, ZPageSize, textOf } from './primitives.ts';

/** What one captured row records. */
export const AUDIT_OPS = [
  'insert',
  'update',
  'delete',
  'truncate',
  'read',
  'auth',
  'erasure',
  'retention',
  'export',
  'ddl',
  'key',
] as const;
export const ZAuditOp = z.enum(AUDIT_OPS);
export type AuditOp = z.infer<typeof ZAuditOp>;

/** Where a change came from. */
export const ZAuditSource = z.enum(AUDIT_SOURCES);
export type AuditSource = z.infer<typeof ZAuditSource>;

/** The name of a captured table. */
const ZRel = z.string().max(AUDIT_REL_MAX).regex(AUDIT_REL);
/** The key of a row as the log writes it: the parts of its primary key after the organisation, joined by `/`. */
const ZRowId = z.string().min(1).max(AUDIT_ROW_MAX).regex(AUDIT_ROW);

export const ZSearchAuditInput = z.strictObject({
  actorId: z.uuid().optional(),
  /** The name of a business action, `noun.verb_past`. */
  action: z
    .string()
    .max(60)
    .regex(/^[a-z_]+\.[a-z_]+$/)
    .optional(),
  domain: z.enum(DOMAINS).optional(),
  rel: ZRel.optional(),
  row: ZRowId.optional(),
  locationId: z.uuid().optional(),
  source: ZAuditSource.optional(),
  /** Captured at or after. */
  from: ZInstant.optional(),
  /** Captured before. */
  to: ZInstant.optional(),
  /** Searched in labels and ids, without regard to case. */
  text: textOf(100).optional(),
  /** An IP address, matched by its keyed hash. */
  address: z.union([z.ipv4(), z.ipv6()]).optional(),
  /** Reads of personal data are in the log too; without this they are left out unless another filter asks for them. */
  withReads: z.boolean().default(false),
  cursor: ZCursor.optional(),
  limit: ZPageSize,
});
export type SearchAuditInput = z.infer<typeof ZSearchAuditInput>;

/**
 * Who acted. `kind`: a member, a job of the system, or a database session outside the application
 * (then `dbUser` names it).
 */
export const ZAuditActor = z.object({
  kind: z.enum(['staff', 'system', 'database']),
  id: z.uuid().nullable(),
  firstName: z.string().nullable(),
  dbUser: z.string().nullable(),
});
export type AuditActor = z.infer<typeof ZAuditActor>;

/** A value as the log holds it. */
export const ZAuditValue = z.json();

/**
 * A field of a captured row. `plain`: public, in the leaf itself. `disclosed`: personal, shown and
 * checked against its commitment. `hidden`: there, but not for the caller's role. `erased`: gone
 * by erasure or by the end of its retention. `altered`: what is stored does not match its commitment.
 * `secret`: its change is known, its values never were.
 */
export const ZAuditField = z.object({
  name: z.string(),
  state: z.enum(['plain', 'disclosed', 'hidden', 'erased', 'altered', 'secret']),
  changed: z.boolean(),
  before: ZAuditValue.optional(),
  after: ZAuditValue.optional(),
});
export type AuditField = z.infer<typeof ZAuditField>;

const ZPlace = z.object({ id: z.uuid(), name: z.string() });

/** One business action: everything one request, or one job, changed. */
export const ZAuditLine = z.object({
  /** Opens the action with `audit.request`. */
  requestId: z.string(),
  /** Where the line stands in the order of capture. */
  capSeq: ZCapSeq,
  at: z.iso.datetime(),
  action: z.string(),
  domain: z.string(),
  actor: ZAuditActor,
  source: ZAuditSource,
  location: ZPlace.nullable(),
  /** The record the action was about, and its name as it was then. */
  rel: z.string(),
  rowId: z.string().nullable(),
  label: z.string().nullable(),
  /** Rows captured, in all and by table and operation. */
  count: z.int(),
  /** The action is larger than what is counted: `count` is a lower bound. */
  countIsLeast: z.boolean(),
  counts: z.array(z.object({ rel: z.string(), op: ZAuditOp, count: z.int() })),
  /** The visible changes of the record the action was about: what a sentence needs. */
  changes: z.array(ZAuditField),
});
export type AuditLine = z.infer<typeof ZAuditLine>;

export const ZSearchAuditOutput = z.object({
  lines: z.array(ZAuditLine),
  nextCursor: z.string().nullable(),
});
export type SearchAuditOutput = z.infer<typeof ZSearchAuditOutput>;

export const ZGetAuditRequestInput = z.strictObject({
  requestId: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[\w:.-]+$/),
  cursor: ZCursor.optional(),
  limit: ZPageSize,
});

/** One captured row. `intact`: its stored hash is the hash of its leaf, and the commitments shown hold. */
export const ZAuditEvent = z.object({
  capSeq: ZCapSeq,
  at: z.iso.datetime(),
  op: ZAuditOp,
  rel: z.string(),
  rowId: z.string().nullable(),
  label: z.string().nullable(),
  location: ZPlace.nullable(),
  action: z.string(),
  /** The record whose history the row belongs to; null for what is no part of one. */
  record: ZRecordRef.nullable(),
  fields: z.array(ZAuditField),
  intact: z.boolean(),
});
export type AuditEvent = z.infer<typeof ZAuditEvent>;

/** A personal fact about the request. */
const ZRequestFact = z.object({
  state: z.enum(['disclosed', 'hidden', 'erased', 'altered', 'absent']),
  value: z.string().nullable(),
});

export const ZGetAuditRequestOutput = z.object({
  requestId: z.string(),
  at: z.iso.datetime(),
  action: z.string(),
  domain: z.string(),
  actor: ZAuditActor,
  approver: ZAuditActor.nullable(),
  source: ZAuditSource,
  sessionId: z.uuid().nullable(),
  location: ZPlace.nullable(),
  address: ZRequestFact,
  userAgent: ZRequestFact,
  events: z.array(ZAuditEvent),
  nextCursor: z.string().nullable(),
});
export type GetAuditRequestOutput = z.infer<typeof ZGetAuditRequestOutput>;

/** A mark of the newest state of the log as the caller sees it; `0` before the first answer. */
const ZLogMark = z
  .string()
  .max(40)
  .regex(/^\d{1,19}(\.\d{1,6})?$/);

export const ZGetLatestInput = z.strictObject({ after: ZLogMark });
/** `changed`: something was added to what the caller sees since the mark `after`; `newest` is the mark to ask with next. */
export const ZGetLatestOutput = z.object({ newest: ZLogMark, changed: z.boolean() });
