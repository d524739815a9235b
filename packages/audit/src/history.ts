import type { GetRecordHistoryOutput } from '@toster/contracts/schemas/audit';
import type { TenantReadTx } from '@toster/db/tenant';
import { and, sql } from 'drizzle-orm';
import { z } from 'zod';
import {
  DISCLOSED_COLUMN,
  DISCLOSURES,
  eventOf,
  type Holds,
  ZDisclosedEventRow,
} from './events.ts';
import { planAfresh } from './plan-afresh.ts';
import { actorOf, EVENT_COLUMNS, EVENT_JOINS } from './rows.ts';

/** A page of the history of one record. */
export type HistoryPage = {
  readonly rel: string;
  readonly row: string;
  /** Rows captured before this one. */
  readonly before?: string | undefined;
  readonly limit: number;
};

type Found = Pick<GetRecordHistoryOutput, 'label' | 'events'> & {
  readonly nextBefore: string | null;
};

/** Everything that happened to one record, newest first; null when nothing of it is visible. One round trip. */
export async function readHistory(
  tx: TenantReadTx,
  orgId: string,
  page: HistoryPage,
  holds: Holds,
): Promise<Found | null> {
  const rows = await planAfresh(
    tx,
    sql`
    select ${EVENT_COLUMNS}, ${DISCLOSED_COLUMN}
    from (
      select * from au.event e
      where ${and(
        sql`e.org_id = ${orgId} and e.rel = ${page.rel} and e.row_id = ${page.row}`,
        page.before === undefined ? undefined : sql`e.cap_seq < ${page.before}::bigint`,
      )}
      order by e.cap_seq desc
      limit ${page.limit + 1}
    ) e ${EVENT_JOINS} ${DISCLOSURES}
    order by e.cap_seq desc`,
  );
  const found = z.array(ZDisclosedEventRow).parse(rows);
  const shown = found.slice(0, page.limit);
  if (shown.length === 0) return null;
  return {
    label: shown.find((row) => row.label !== null)?.label ?? null,
    events: shown.map((row) => ({
      ...eventOf(row, holds),
      requestId: row.request_id,
      actor: actorOf(row),
      source: row.source,
    })),
    nextBefore: found.length > shown.length ? (shown.at(-1)?.cap_seq ?? null) : null,
  };
}
