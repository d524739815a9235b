import { z } from 'zod';
import { ZId } from '../ids.ts';
import { ZRecordKind, ZRecordRef } from '../records/kinds.ts';
import { ZAuditActor, ZAuditEvent, ZAuditSource } from './audit.ts';
import { ZCapSeq, ZCursor, ZPageSize } from './primitives.ts';

/** A captured row of a record, with who changed it and by which action. */
export const ZHistoryEvent = ZAuditEvent.extend({
  requestId: z.string(),
  actor: ZAuditActor,
  source: ZAuditSource,
});
export type HistoryEvent = z.infer<typeof ZHistoryEvent>;

export const ZGetRecordHistoryInput = z.strictObject({
  kind: ZRecordKind,
  id: ZId,
  cursor: ZCursor.optional(),
  limit: ZPageSize,
});

/**
 * A page of a record's history. `base` holds, for every row of the record that no event of the page
 * is about, the newest event before the page, so that the record at any instant of the page can be
 * told from this page and those newer than it.
 */
export const ZGetRecordHistoryOutput = z.object({
  kind: ZRecordKind,
  id: z.uuid(),
  label: z.string().nullable(),
  /** The record this one lies within. */
  within: ZRecordRef.nullable(),
  /** The tables of the record, the one that makes it first. */
  tables: z.array(z.string()),
  /** Those of them whose part of the log the caller does not read. */
  withheld: z.array(z.string()),
  /** Newest first. */
  events: z.array(ZHistoryEvent),
  base: z.array(ZHistoryEvent),
  /** The record has more rows than `base` holds. */
  baseIsCut: z.boolean(),
  /** Names of members and categories whom values mention by id. */
  names: z.array(z.object({ id: z.uuid(), name: z.string() })),
  nextCursor: z.string().nullable(),
});
export type GetRecordHistoryOutput = z.infer<typeof ZGetRecordHistoryOutput>;

export const ZListViewingsInput = z.strictObject({ kind: ZRecordKind, id: ZId });

/** Somebody read personal fields of the record, in these of its tables; of `count` records in the same call. */
const ZViewing = z.object({
  capSeq: ZCapSeq,
  at: z.iso.datetime(),
  actor: ZAuditActor,
  source: ZAuditSource,
  requestId: z.string(),
  rels: z.array(z.string()),
  count: z.int(),
});
export type Viewing = z.infer<typeof ZViewing>;

export const ZListViewingsOutput = z.object({
  /** Newest first. */
  viewings: z.array(ZViewing),
  /** Older readings were not searched, or more were found than are listed. */
  isCut: z.boolean(),
});
export type ListViewingsOutput = z.infer<typeof ZListViewingsOutput>;
