import type { AuditLine, SearchAuditInput } from '@toster/contracts/schemas/audit';
import type { TenantReadTx } from '@toster/db/tenant';
import { and, sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { fieldsOf, parseLeaf } from './leaf.ts';
import { planAfresh } from './plan-afresh.ts';
import {
  actorOf,
  EVENT_COLUMNS,
  EVENT_JOINS,
  opOf,
  placeOf,
  READ_KIND,
  ZEventRow,
} from './rows.ts';

/** What is searched for; the address as the hashes it may be stored under. */
export type SearchFilter = Omit<SearchAuditInput, 'address' | 'cursor'> & {
  readonly addressHashes?: readonly string[] | undefined;
  /** Lines older than this capture. */
  readonly before?: string | undefined;
};

const ZLineRow = ZEventRow.extend({
  position: z.string(),
  counts: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.array(z.object({ rel: z.string(), kind: z.number(), count: z.number() }))),
});

const INSERT_KIND = 1;
const UPDATE_KIND = 2;
/** What a sentence says of a new row besides its label. */
const BORN_WITH: Readonly<Record<string, readonly string[]>> = {
  orders: ['total_minor'],
  membership_grant: ['role', 'appointment'],
};
/** Rows of one action that are counted; larger actions show this number and `countIsLeast`. */
const COUNTED_ROWS = 20_000;
/** Matching rows that a search by record or text looks at, the newest ones. */
const MATCHED_ROWS = 5_000;

/**
 * The log folded to one line per business action, newest first, in one round trip. Each captured
 * statement marks its first row (per place) as a head, so what is asked of a whole action is asked
 * of heads, of which an index holds the order. A line stands at the first head of its action that
 * matches and that the caller may see: it keeps its place however the action grows, and pages
 * neither repeat nor lose one. What it shows is the first head of the action, which is what the
 * action was about. Row-level security decides what is visible at all.
 */
export async function searchLines(
  tx: TenantReadTx,
  orgId: string,
  filter: SearchFilter,
): Promise<{ lines: AuditLine[]; nextBefore: string | null }> {
  const withReads =
    filter.withReads || filter.domain === 'privacy' || filter.action === 'personal_data.read';
  // Without an end in time every future partition would be planned for.
  const end = new Date(Date.now() + CLOCK_MARGIN_MS).toISOString();
  const visible = (event: SQL) =>
    and(
      sql`${event}.org_id = ${orgId} and ${event}.at < ${end}::timestamptz`,
      withReads ? undefined : sql`${event}.kind <> ${READ_KIND}`,
    );
  const matching = (head: SQL) =>
    and(visible(head), sql`${head}.head`, ...wantedOfHeads(head, filter));
  const rows = await planAfresh(
    tx,
    sql`
    select ${EVENT_COLUMNS}, matched.cap_seq::text as position, counted.counts
    from (
      select h.cap_seq, h.request_id from au.event h
      where ${and(
        matching(sql`h`),
        filter.before === undefined ? undefined : sql`h.cap_seq < ${filter.before}::bigint`,
        filter.addressHashes === undefined ? undefined : sentFrom(orgId, filter.addressHashes),
        wantedOfRows(orgId, end, filter),
        sql`not exists (
          select from au.event earlier
          where ${matching(sql`earlier`)} and earlier.request_id = h.request_id and earlier.cap_seq < h.cap_seq
        )`,
      )}
      order by h.cap_seq desc
      limit ${filter.limit + 1}
    ) matched
    cross join lateral (
      select l.* from au.event l
      where ${visible(sql`l`)} and l.request_id = matched.request_id and l.head
      order by l.cap_seq
      limit 1
    ) e ${EVENT_JOINS}
    cross join lateral (
      select coalesce(json_agg(json_build_object('rel', g.rel, 'kind', g.kind, 'count', g.count) order by g.first), '[]')::text as counts
      from (
        select piece.rel, piece.kind, count(*)::int as count, min(piece.cap_seq) as first
        from (
          select m.rel, m.kind, m.cap_seq from au.event m
          where ${visible(sql`m`)} and m.request_id = matched.request_id
          limit ${COUNTED_ROWS}
        ) piece
        group by piece.rel, piece.kind
      ) g
    ) counted
    order by matched.cap_seq desc`,
  );
  const found = z.array(ZLineRow).parse(rows);
  const page = found.slice(0, filter.limit);
  const more = found.length > page.length;
  return { lines: page.map(lineOf), nextBefore: more ? (page.at(-1)?.position ?? null) : null };
}

/** How far a database's clock may be ahead of ours. */
const CLOCK_MARGIN_MS = 3_600_000;

/** What is asked of an action as a whole, or of one of its tables. */
function wantedOfHeads(head: SQL, filter: SearchFilter): (SQL | undefined)[] {
  return [
    filter.from === undefined ? undefined : sql`${head}.at >= ${filter.from}::timestamptz`,
    filter.to === undefined ? undefined : sql`${head}.at < ${filter.to}::timestamptz`,
    filter.actorId === undefined ? undefined : sql`${head}.actor_id = ${filter.actorId}`,
    filter.source === undefined ? undefined : sql`${head}.source = ${filter.source}`,
    filter.action === undefined ? undefined : sql`${head}.action = ${filter.action}`,
    filter.domain === undefined ? undefined : sql`${head}.domain = ${filter.domain}`,
    filter.rel === undefined ? undefined : sql`${head}.rel = ${filter.rel}`,
    filter.locationId === undefined ? undefined : sql`${head}.loc = ${filter.locationId}`,
  ];
}

/** What is asked of single rows: the actions of the newest rows that have it. As an array, by which the planner starts. */
function wantedOfRows(orgId: string, end: string, filter: SearchFilter): SQL | undefined {
  if (filter.row === undefined && filter.text === undefined) return undefined;
  return sql`h.request_id = any (array(
    select m.request_id from au.event m
    where ${and(
      sql`m.org_id = ${orgId} and m.at < ${end}::timestamptz`,
      filter.rel === undefined ? undefined : sql`m.rel = ${filter.rel}`,
      filter.row === undefined ? undefined : sql`m.row_id = ${filter.row}`,
      filter.text === undefined ? undefined : textMatch(filter.text),
    )}
    order by m.at desc
    limit ${MATCHED_ROWS}
  ))`;
}

function textMatch(text: string): SQL {
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return sql`(m.label ilike ${pattern} or m.row_id ilike ${pattern} or m.request_id = ${text})`;
}

function sentFrom(orgId: string, hashes: readonly string[]): SQL {
  return sql`h.ctx_seq in (
    select d.cap_seq from au.disclosure d
    where d.org_id = ${orgId} and d.ip_hash = any (${sql.param(hashes)}::text[])
  )`;
}

function lineOf(row: z.infer<typeof ZLineRow>): AuditLine {
  const count = row.counts.reduce((sum, { count: rows }) => sum + rows, 0);
  return {
    requestId: row.request_id,
    capSeq: row.position,
    at: row.at,
    action: row.action,
    domain: row.domain,
    actor: actorOf(row),
    source: row.source,
    location: placeOf(row),
    rel: row.rel,
    rowId: row.row_id,
    label: row.label,
    count,
    countIsLeast: count === COUNTED_ROWS,
    counts: row.counts.map(({ rel, kind, count: rows }) => ({ rel, op: opOf(kind), count: rows })),
    changes: toldOf(row),
  };
}

/** A new or removed row is named by its label; what was counted or observed has nothing but its facts. */
function toldOf(row: z.infer<typeof ZLineRow>): AuditLine['changes'] {
  const born = row.kind === INSERT_KIND ? BORN_WITH[row.rel] : undefined;
  if (row.kind !== UPDATE_KIND && row.kind < READ_KIND && born === undefined) return [];
  const fields = fieldsOf(parseLeaf(row.leaf), row.changed, new Map(), 'hidden');
  return fields.filter(
    ({ changed, name }) => changed && name !== 'ids' && (born?.includes(name) ?? true),
  );
}
