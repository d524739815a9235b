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
        // Tables whose rows name their domain are for readers of the whole log.
        (typeof domain === 'string' &&
          (entry === `D:${domain}` ||
            (location !== undefined &&
              (!entry.startsWith('D:') || entry.startsWith(`D:${domain}@`))))),
    );
  return classesOf(kind)
    .filter((c) => !reads(c))
    .map((c) => logNameOf(c));
}

/**
 * The events of a record, as a subquery with these columns of `au.event e` and this condition on it. Rows of
 * its own tables have keys that begin with its id; the keys of what lies within it are found by its id as
 * their parent. Leakproof operators on values the planner knows, so that indexes serve under row-level security.
 */
export function eventsOf(
  orgId: string,
  { kind, id }: RecordRef,
  columns: SQL,
  condition: SQL,
): SQL {
  const key = id.toLowerCase();
  const events = (tables: readonly string[], rows: SQL) => sql`
    select ${columns} from au.event e
    where e.org_id = ${orgId} and e.at < now() + interval '1 hour' and e.rel = any (${sql.param([...tables])}::text[])
      and ${rows} and ${condition}`;
  const own = events(tablesOf(kind), sql`e.row_id >= ${key} and e.row_id < ${key + PAST_THE_KEY}`);
  const inner = recordShape(kind).holds.flatMap(tablesOf);
  if (inner.length === 0) return own;
  const keys = sql`
    select p.row_id from au.event p
    where p.org_id = ${orgId} and p.at < now() + interval '1 hour' and p.parent = ${key}::uuid`;
  return sql`${own} union all ${events(inner, sql`e.row_id = any (array(${keys}))`)}`;
}
