import type { RecordRef } from '@toster/contracts/records/kinds';
import type { GetRecordHistoryOutput, HistoryEvent } from '@toster/contracts/schemas/history';
import { recordShape } from '@toster/db/classification/records';
import type { TenantReadTx } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import {
  DISCLOSED_COLUMN,
  DISCLOSURES,
  eventOf,
  type Holds,
  ZDisclosedEventRow,
} from './events.ts';
import { parseLeaf } from './leaf.ts';
import { planAfresh } from './plan-afresh.ts';
import { allTablesOf, eventsOf, withheldTables } from './record-events.ts';
import { actorOf, EVENT_COLUMNS, EVENT_JOINS, READ_KIND } from './rows.ts';

/** A page of the history of one record. */
export type HistoryPage = RecordRef & {
  /** Changes captured before this one. */
  readonly before?: string | undefined;
  readonly limit: number;
};

/** What the reader may see: capabilities by place, and where `audit_log.read` reaches, as the signed context has it. */
export type Reader = { readonly holds: Holds; readonly logReach: readonly string[] };

type Found = Omit<GetRecordHistoryOutput, 'kind' | 'id' | 'nextCursor'> & {
  readonly nextBefore: string | null;
};

const ZRow = ZDisclosedEventRow.extend({ is_base: z.boolean() });
type Row = z.infer<typeof ZRow>;
const ZName = z.object({ id: z.string(), name: z.string() });

/** Rows of a record outside the page whose last state is told; an import may have a hundred thousand. */
const BASE_ROWS = 300;
/** Colleagues and categories whose names a value may need. */
const NAMED = 2_000;

/**
 * The changes of one record, newest first, over all the rows it is made of, and beside them the last
 * event before the page of every row the page is not about. Null when nothing of it is visible.
 * Reads of personal fields are left out. One round trip; row-level security decides what is seen.
 */
export async function readHistory(
  tx: TenantReadTx,
  orgId: string,
  page: HistoryPage,
  reader: Reader,
): Promise<Found | null> {
  const shape = recordShape(page.kind);
  const [rows, names] = await Promise.all([
    planAfresh(tx, historyQuery(orgId, page)),
    tx.execute(namesQuery(orgId)),
  ]);
  const found = z.array(ZRow).parse(rows);
  const changes = found.filter((row) => !row.is_base);
  const shown = changes.slice(0, page.limit);
  if (shown.length === 0) return null;
  const base = found.filter((row) => row.is_base);
  const events = shown.map((row) => historyEventOf(row, reader.holds));
  const last = base.map((row) => historyEventOf(row, reader.holds));
  const ofRoot = [...shown, ...base].filter((row) => row.rel === shape.root);
  return {
    label: ofRoot.find((row) => row.label !== null)?.label ?? null,
    within: withinOf(page, found),
    tables: [...allTablesOf(page.kind)],
    withheld: [...withheldTables(page.kind, reader.logReach)],
    events,
    base: last,
    baseIsCut: base.length > BASE_ROWS,
    names: mentioned(z.array(ZName).parse([...names]), [...events, ...last]),
    nextBefore: changes.length > shown.length ? (shown.at(-1)?.cap_seq ?? null) : null,
  };
}

function historyQuery(orgId: string, page: HistoryPage) {
  const { root } = recordShape(page.kind);
  const from = page.before === undefined ? sql`true` : sql`e.cap_seq < ${page.before}::bigint`;
  const wanted = sql`e.kind <> ${READ_KIND} and ${from}`;
  const change = eventsOf(orgId, page, sql`e.at, e.cap_seq, e.rel, e.row_id`, wanted);
  return sql`
    with change as materialized (${change}),
    page as materialized (select * from change order by cap_seq desc limit ${page.limit + 1}),
    shown as materialized (select * from page order by cap_seq desc limit ${page.limit}),
    base as materialized (
      select last.* from (
        select distinct on (c.rel, c.row_id) c.* from change c
        where c.cap_seq < (select min(cap_seq) from shown)
          and not exists (select from shown where shown.rel = c.rel and shown.row_id = c.row_id)
        order by c.rel, c.row_id, c.cap_seq desc
      ) last
      order by last.rel <> ${root}, last.rel, last.row_id
      limit ${BASE_ROWS + 1}
    ),
    wanted as (
      select at, cap_seq, false as is_base from page
      union all
      select at, cap_seq, true from base where (select count(*) from page) > ${page.limit}
    )
    select ${EVENT_COLUMNS}, ${DISCLOSED_COLUMN}, wanted.is_base
    from wanted
    join au.event e on e.org_id = ${orgId} and e.at = wanted.at and e.cap_seq = wanted.cap_seq
    ${EVENT_JOINS} ${DISCLOSURES}
    order by e.cap_seq desc`;
}

function namesQuery(orgId: string) {
  return sql`
    select staff_id::text as id, first_name as name from (
      select staff_id, first_name from public.staff_directory where org_id = ${orgId} limit ${NAMED}
    ) person
    union all
    select id::text, name from (
      select id, name from public.menu_category where org_id = ${orgId} limit ${NAMED}
    ) category`;
}

function historyEventOf(row: Row, holds: Holds): HistoryEvent {
  return {
    ...eventOf(row, holds),
    requestId: row.request_id,
    actor: actorOf(row),
    source: row.source,
  };
}

/** The record around this one, as its own row names it. */
function withinOf({ kind }: RecordRef, rows: readonly Row[]): RecordRef | null {
  const { within, root } = recordShape(kind);
  const row = rows.find(({ rel }) => rel === root);
  if (within === null || row === undefined) return null;
  const { after, before } = parseLeaf(row.leaf);
  const id = z.uuid().safeParse((after ?? before)?.[within.by]);
  return id.success ? { kind: within.kind, id: id.data } : null;
}

/** The names that a value of these events mentions. */
function mentioned(
  names: readonly z.infer<typeof ZName>[],
  events: readonly HistoryEvent[],
): Found['names'] {
  const values = new Set(
    events.flatMap(({ fields }) => fields.flatMap(({ before, after }) => [before, after])),
  );
  return names.filter(({ id }) => values.has(id));
}
