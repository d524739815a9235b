import {
  AUDIT_OPS,
  type AuditActor,
  type AuditOp,
  ZAuditSource,
} from '@toster/contracts/schemas/audit';
import { sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';

/** `kind` of an event, a small integer from 1, by its name. */
export function opOf(kind: number): AuditOp {
  const op = AUDIT_OPS[kind - 1];
  if (op === undefined) throw new Error(`unknown kind of event: ${kind}`);
  return op;
}

/** The `kind` of reads of personal data. */
export const READ_KIND = AUDIT_OPS.indexOf('read') + 1;

/** An instant as RFC 3339 text with PostgreSQL's microseconds. */
export function instantText(column: SQL): SQL {
  return sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** Columns of an event `e` with the names of its actor and place. Goes with `EVENT_JOINS`. */
export const EVENT_COLUMNS = sql`
  e.cap_seq::text as cap_seq, ${instantText(sql`e.at`)} as at, e.kind, e.rel, e.row_id, e.loc, place.name as place,
  e.domain, e.action, e.actor_id, person.first_name, e.db_user, e.approver_id, e.session_id, e.source, e.request_id,
  e.changed, e.label, e.ctx_seq::text as ctx_seq, e.leaf, encode(e.leaf_hash, 'hex') as leaf_hash`;

export const EVENT_JOINS = sql`
  left join public.location place on place.org_id = e.org_id and place.id = e.loc
  left join public.staff_directory person on person.org_id = e.org_id and person.staff_id = e.actor_id`;

export const ZEventRow = z.object({
  cap_seq: z.string(),
  at: z.string(),
  kind: z.number(),
  rel: z.string(),
  row_id: z.string().nullable(),
  loc: z.string().nullable(),
  place: z.string().nullable(),
  domain: z.string(),
  action: z.string(),
  actor_id: z.string().nullable(),
  first_name: z.string().nullable(),
  db_user: z.string().nullable(),
  approver_id: z.string().nullable(),
  session_id: z.string().nullable(),
  source: ZAuditSource,
  request_id: z.string(),
  changed: z.array(z.string()).nullable(),
  label: z.string().nullable(),
  ctx_seq: z.string().nullable(),
  leaf: z.string(),
  leaf_hash: z.string(),
});
export type EventRow = z.infer<typeof ZEventRow>;

/** Who acted, as people read it. */
export function actorOf(row: EventRow): AuditActor {
  const kind = row.actor_id !== null ? 'staff' : row.db_user !== null ? 'database' : 'system';
  return { kind, id: row.actor_id, firstName: row.first_name, dbUser: row.db_user };
}

/** Where it happened; a place that is gone keeps its id as its name. */
export function placeOf(row: EventRow): { id: string; name: string } | null {
  return row.loc === null ? null : { id: row.loc, name: row.place ?? row.loc };
}
