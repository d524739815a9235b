import type { EventName } from '@toster/contracts/events';
import type { TenantReadTx } from '@toster/db/tenant';
import { and, sql } from 'drizzle-orm';
import { z } from 'zod';
import { parseLeaf } from './leaf.ts';
import { planAfresh } from './plan-afresh.ts';
import { instantText } from './rows.ts';

/** How often something stands in the log since an instant, and when it first did. */
export type Recent = { readonly count: number; readonly since: string | null };

/** Events looked at; more than that many are too many to tell apart. */
const LOOKED_AT = 1_000;
/** How far a database's clock may be ahead of ours. */
const CLOCK_MARGIN_MS = 3_600_000;

const ZRow = z.object({ at: z.string(), leaf: z.string() });

/**
 * The visible actions of one name since an instant. Events that stand for several occurrences (failed sign-ins of a
 * minute) count as many as they say. Row-level security decides what is visible.
 */
export async function recentActions(
  tx: TenantReadTx,
  orgId: string,
  wanted: { readonly action: EventName; readonly since: Date; readonly locationId?: string },
): Promise<Recent> {
  const end = new Date(Date.now() + CLOCK_MARGIN_MS).toISOString();
  const rows = await planAfresh(
    tx,
    sql`
    select ${instantText(sql`e.at`)} as at, e.leaf from au.event e
    where ${and(
      sql`e.org_id = ${orgId} and e.action = ${wanted.action} and e.head`,
      sql`e.at >= ${wanted.since.toISOString()}::timestamptz and e.at < ${end}::timestamptz`,
      wanted.locationId === undefined ? undefined : sql`e.loc = ${wanted.locationId}`,
    )}
    order by e.cap_seq desc
    limit ${LOOKED_AT}`,
  );
  const events = z.array(ZRow).parse(rows);
  return {
    count: events.reduce((sum, { leaf }) => sum + countOf(leaf), 0),
    since: events.at(-1)?.at ?? null,
  };
}

function countOf(leaf: string): number {
  const count = parseLeaf(leaf).after?.['count'];
  return typeof count === 'number' && count > 0 ? count : 1;
}
