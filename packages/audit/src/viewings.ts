import type { RecordRef } from '@toster/contracts/records/kinds';
import type { ListViewingsOutput } from '@toster/contracts/schemas/history';
import type { TenantReadTx } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { parseLeaf } from './leaf.ts';
import { planAfresh } from './plan-afresh.ts';
import { allTablesOf, eventsOf } from './record-events.ts';
import { actorOf, EVENT_COLUMNS, EVENT_JOINS, READ_KIND, ZEventRow } from './rows.ts';

/** The newest readings of the organisation that are searched, and how many found ones are told. */
const SEARCHED = 20_000;
const TOLD = 200;

const ZRow = ZEventRow.extend({ searched: z.number() });
const ZKnown = z.object({ known: z.boolean() });
const ZFacts = z.object({ count: z.int() });

/**
 * Who read personal fields of a record, newest first; null when nothing of it is visible. A reading of one record names it by its key, one
 * of up to 200 lists them in its facts; larger ones are kept as a digest and cannot be found. One
 * round trip; the index of the privacy domain holds the readings together.
 */
export async function readViewings(
  tx: TenantReadTx,
  orgId: string,
  { kind, id }: RecordRef,
): Promise<ListViewingsOutput | null> {
  const key = id.toLowerCase();
  const known = planAfresh(
    tx,
    sql`select exists (${eventsOf(orgId, { kind, id }, sql`1`, sql`true`)}) as known`,
  );
  const reading = planAfresh(
    tx,
    sql`
    with reading as materialized (
      select e.at, e.cap_seq, e.rel, e.row_id, e.leaf from au.event e
      where e.org_id = ${orgId} and e.at < now() + interval '1 hour' and e.head and e.domain = 'privacy' and e.kind = ${READ_KIND}
      order by e.cap_seq desc
      limit ${SEARCHED + 1}
    )
    select ${EVENT_COLUMNS}, (select count(*)::int from reading) as searched
    from (
      select at, cap_seq from reading
      where rel = any (${sql.param([...allTablesOf(kind)])}::text[])
        and (row_id = ${key} or (row_id is null and strpos(leaf, ${`"${key}"`}) > 0))
      order by cap_seq desc
      limit ${TOLD + 1}
    ) found
    join au.event e on e.org_id = ${orgId} and e.at = found.at and e.cap_seq = found.cap_seq
    ${EVENT_JOINS}
    order by e.cap_seq desc`,
  );
  const [[first], rows] = await Promise.all([known, reading]);
  if (!ZKnown.parse(first).known) return null;
  const found = z.array(ZRow).parse(rows);
  return {
    viewings: [...Map.groupBy(found, (row) => row.request_id).values()].flatMap(viewingOf),
    isCut: found.length > TOLD || (found[0]?.searched ?? 0) > SEARCHED,
  };
}

/** One call, which may have read several tables of the record. */
function viewingOf(rows: readonly z.infer<typeof ZRow>[]): ListViewingsOutput['viewings'] {
  const [row] = rows;
  if (row === undefined) return [];
  const counts = rows.map(({ leaf }) => ZFacts.parse(parseLeaf(leaf).after).count);
  return [
    {
      capSeq: row.cap_seq,
      at: row.at,
      actor: actorOf(row),
      source: row.source,
      requestId: row.request_id,
      rels: [...new Set(rows.map(({ rel }) => rel))].sort(),
      count: Math.max(...counts),
    },
  ];
}
