import type { AuditEvent } from '@toster/contracts/schemas/audit';
import { logNameOf, recordOfRow } from '@toster/db/classification/records';
import { TABLE_CLASSES } from '@toster/db/classification/registry';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { fieldsOf, isIntact, openDisclosures, parseLeaf } from './leaf.ts';
import { type EventRow, opOf, placeOf, ZEventRow } from './rows.ts';

/** Whether the reader holds a capability at a place; null is a row without a place. */
export type Holds = (capability: string, locationId: string | null) => boolean;

/** The disclosures of an event that row-level security shows, as one more column. Goes after `EVENT_JOINS`. */
export const DISCLOSURES = sql`
  left join lateral (
    select array_agg(one.text) as texts
    from au.disclosure d cross join lateral unnest(d.ds) as one(text)
    where d.org_id = e.org_id and d.cap_seq = e.cap_seq
  ) disclosed on true`;
export const DISCLOSED_COLUMN = sql`coalesce(disclosed.texts, '{}'::text[]) as disclosed`;

export const ZDisclosedEventRow = ZEventRow.extend({ disclosed: z.array(z.string()) });
export type DisclosedEventRow = z.infer<typeof ZDisclosedEventRow>;

/** By captured table, the capability that opens its personal values. */
const CAPABILITY_OF: ReadonlyMap<string, string> = new Map(
  TABLE_CLASSES.flatMap((c) => (c.personal === undefined ? [] : [[logNameOf(c), c.personal.read]])),
);

/** One captured row as a person reads it. */
export function eventOf(row: DisclosedEventRow, holds: Holds): AuditEvent {
  const capability = CAPABILITY_OF.get(row.rel) ?? 'audit_log.read';
  const opened = openDisclosures(row.disclosed);
  const fields = fieldsOf(
    parseLeaf(row.leaf),
    row.changed,
    opened,
    holds(capability, row.loc) ? 'erased' : 'hidden',
  );
  return {
    ...headingOf(row),
    fields,
    intact: isIntact(row.leaf, row.leaf_hash) && fields.every((field) => field.state !== 'altered'),
  };
}

/** Whether a row shows a personal value. */
export function showsPersonal(event: AuditEvent): boolean {
  return event.fields.some((field) => field.state === 'disclosed');
}

function headingOf(row: EventRow): Omit<AuditEvent, 'fields' | 'intact'> {
  return {
    capSeq: row.cap_seq,
    at: row.at,
    op: opOf(row.kind),
    rel: row.rel,
    rowId: row.row_id,
    label: row.label,
    location: placeOf(row),
    action: row.action,
    record: recordOfRow(row.rel, row.row_id),
  };
}
