import type { AuditLine, SearchAuditInput } from '@toster/contracts/schemas/audit';
import type { TenantReadTx } from '@toster/db/tenant';
import { and, sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { fieldsOf, parseLeaf } from './leaf.ts';
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
  counts: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.array(z.object({ rel: z.string(), kind: z.number(), count: z.number() }))),
});

/** Rows of one action that are counted; larger actions show this number and `countIsLeast`. */
const COUNTED_ROWS = 20_000;

/**
 * The log folded to one line per business action, newest first, in one round trip. A line stands at
 * the first capture of its action that the caller may see, so it keeps its place however the action
 * grows, and pages neither repeat nor lose one. Filters ask whether anything in the action matches.
 * Row-level security decides what is visible at all.
 */
export async function searchLines(
  tx: TenantReadTx,
  orgId: string,
  filter: SearchFilter,
): Promise<{ lines: AuditLine[]; nextBefore: string | null }> {
  const withReads =
    filter.withReads || filter.domain === 'privacy' || filter.action === 'personal_data.read';
  const shown = (event: SQL) => (withReads ? undefined : sql`${event}.kind <> ${READ_KIND}`);
  const rows = await tx.execute(sql`
    with e as materialized (
      select e.* from au.event e
      where ${and(
        sql`e.org_id = ${orgId} and e.head`,
        shown(sql`e`),
        filter.before === undefined ? undefined : sql`e.cap_seq < ${filter.before}::bigint`,
        filter.from === undefined ? undefined : sql`e.at >= ${filter.from}::timestamptz`,
        filter.to === undefined ? undefined : sql`e.at < ${filter.to}::timestamptz`,
        filter.actorId === undefined ? undefined : sql`e.actor_id = ${filter.actorId}`,
        filter.source === undefined ? undefined : sql`e.source = ${filter.source}`,
        sql`not exists (
          select from au.event earlier
          where ${and(sql`earlier.org_id = e.org_id and earlier.request_id = e.request_id and earlier.cap_seq < e.cap_seq and earlier.head`, shown(sql`earlier`))}
        )`,
        matching(filter),
      )}
      order by e.cap_seq desc
      limit ${filter.limit + 1}
    )
    select ${EVENT_COLUMNS}, counted.counts
    from e ${EVENT_JOINS}
    left join lateral (
      select coalesce(json_agg(json_build_object('rel', g.rel, 'kind', g.kind, 'count', g.count) order by g.first), '[]')::text as counts
      from (
        select piece.rel, piece.kind, count(*)::int as count, min(piece.cap_seq) as first
        from (
          select m.rel, m.kind, m.cap_seq from au.event m
          where ${and(sql`m.org_id = e.org_id and m.request_id = e.request_id`, shown(sql`m`))}
          limit ${COUNTED_ROWS}
        ) piece
        group by piece.rel, piece.kind
      ) g
    ) counted on true
    order by e.cap_seq desc`);
  const found = z.array(ZLineRow).parse([...rows]);
  const page = found.slice(0, filter.limit);
  return {
    lines: page.map(lineOf),
    nextBefore: found.length > page.length ? (page.at(-1)?.cap_seq ?? null) : null,
  };
}

/** Whether some row of the action has everything that is asked of a row; undefined when nothing is. */
function matching(filter: SearchFilter): SQL | undefined {
  const wanted = [
    filter.action === undefined ? undefined : sql`m.action = ${filter.action}`,
    filter.domain === undefined ? undefined : sql`m.domain = ${filter.domain}`,
    filter.rel === undefined ? undefined : sql`m.rel = ${filter.rel}`,
    filter.row === undefined ? undefined : sql`m.row_id = ${filter.row}`,
    filter.locationId === undefined ? undefined : sql`m.loc = ${filter.locationId}`,
    filter.text === undefined ? undefined : textMatch(filter.text),
    filter.addressHashes === undefined ? undefined : addressMatch(filter.addressHashes),
  ].filter((condition) => condition !== undefined);
  if (wanted.length === 0) return undefined;
  return sql`exists (
    select from au.event m
    where ${and(sql`m.org_id = e.org_id and m.request_id = e.request_id`, ...wanted)}
  )`;
}

function textMatch(text: string): SQL {
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return sql`(m.label ilike ${pattern} or m.row_id ilike ${pattern} or m.request_id = ${text})`;
}

function addressMatch(hashes: readonly string[]): SQL {
  return sql`m.ctx_seq in (
    select d.cap_seq from au.disclosure d where d.org_id = m.org_id and d.ip_hash = any (${sql.param(hashes)}::text[])
  )`;
}

function lineOf(row: z.infer<typeof ZLineRow>): AuditLine {
  const count = row.counts.reduce((sum, { count: rows }) => sum + rows, 0);
  const fields =
    row.kind === 2 ? fieldsOf(parseLeaf(row.leaf), row.changed, new Map(), 'hidden') : [];
  return {
    requestId: row.request_id,
    capSeq: row.cap_seq,
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
    changes: fields.filter((field) => field.changed),
  };
}
