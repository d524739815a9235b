import type { RecordKind, RecordRef } from '@toster/contracts/records/kinds';
import { logNameOf, recordShape } from '@toster/db/classification/records';
import type { TableClass } from '@toster/db/classification/types';
import { sql, type SQL } from 'drizzle-orm';

/** The character after `/`, which joins the parts of a key: what begins with an id is smaller than the id and this. */
const PAST_THE_KEY = '0';

/** Tables of a kind, as the log names them. */
const tablesOf = (kind: RecordKind): readonly string[] =>
  recordShape(kind).tables.map((c) => logNameOf(c));

const classesOf = (kind: RecordKind) =>
  [kind, ...recordShape(kind).holds].flatMap((each) => recordShape(each).tables);

/** The tables whose rows make a record, the one that makes it first, those of kinds within it last. */
export function allTablesOf(kind: RecordKind): readonly string[] {
  return classesOf(kind).map((c) => logNameOf(c));
}

/**
 * The tables of a record whose events somebody is never shown. `logReach`: the entries of `audit_log.read`
 * in the signed context (`*`, a place, `D:<domain>`, `D:<domain>@<place>`). A row without a place is
 * for readers of the whole log or of its domain only.
 */
export function withheldTables(kind: RecordKind, logReach: readonly string[]): readonly string[] {
  const reads = ({ domain, location }: TableClass): boolean =>
    logReach.some(
      (entry) =>
        entry === '*' ||
        entry === `D:${domain}` ||
        (location !== undefined && (!entry.startsWith('D:') || entry.startsWith(`D:${domain}@`))),
    );
  return classesOf(kind)
    .filter((c) => !reads(c))
    .map((c) => logNameOf(c));
}

/**
 * `with` clauses that end in `span (rel, first)`: where in the order of keys the rows of a record lie. Rows of
 * its own tables begin with its id; what lies within it is found by the id of the outer record first.
 * Leakproof operators only, so indexes serve under row-level security.
 */
export function spansOf(orgId: string, { kind, id }: RecordRef, end: SQL): SQL {
  const key = id.toLowerCase();
  const own = sql`select rel, ${key}::text as first from unnest(${sql.param([...tablesOf(kind)])}::text[]) own(rel)`;
  const inner = recordShape(kind).holds.flatMap((held) =>
    tablesOf(held).map((rel) => sql`(${recordShape(held).root}, ${rel})`),
  );
  if (inner.length === 0) return sql`span as materialized (${own})`;
  return sql`
    part as materialized (
      select distinct e.rel, e.row_id from au.event e
      where e.org_id = ${orgId} and e.at < ${end} and e.parent = ${key}::uuid
    ),
    span as materialized (
      ${own}
      union all
      select held.rel, part.row_id
      from part join (values ${sql.join(inner, sql`, `)}) held(root, rel) on held.root = part.rel
    )`;
}

/** Whether an event `e` lies in a span `s`. */
export const IN_SPAN = sql`e.rel = s.rel and e.row_id >= s.first and e.row_id < s.first || ${PAST_THE_KEY}`;
