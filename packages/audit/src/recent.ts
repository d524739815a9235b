import type { EventName } from '@toster/contracts/events';
import type { TenantReadTx } from '@toster/db/tenant';
import { and, sql } from 'drizzle-orm';
import { z } from 'zod';
import { parseLeaf } from './leaf.ts';
import { planAfresh } from './plan-afresh.ts';
import { instantText } from './rows.ts';

/** What is looked for: actions of one name since an instant, at one place or at all. */
export type Wanted = {
  readonly action: EventName;
  readonly since: Date;
  readonly locationId?: string | undefined;
};

/** How often something stands in the log since an instant, and when it first did. */
export type Recent = { readonly count: number; readonly since: string | null };

/** Events looked at; more than that many are too many to tell apart. */
const LOOKED_AT = 1_000;
/** How far a database's clock may be ahead of ours. */
const CLOCK_MARGIN_MS = 3_600_000;

const ZRow = z.object({ index: z.number(), at: z.string(), leaf: z.string() });

/**
 * The visible actions of each kind that is wanted, in the order of the wishes, by one query. Events that stand for several
 * occurrences (failed sign-ins of a minute) count as many as they say. Row-level security decides what is visible.
 */
export async function recentActions(
  tx: TenantReadTx,
  orgId: string,
  wanted: readonly Wanted[],
): Promise<readonly Recent[]> {
  if (wanted.length === 0) return [];
  const end = new Date(Date.now() + CLOCK_MARGIN_MS).toISOString();
  // Each kind stops at its own limit, on the index by action: one list of all would read whatever is most frequent.
  const kinds = wanted.map(
    ({ action, since, locationId }, index) => sql`(
    select ${index}::int as index, e.cap_seq, ${instantText(sql`e.at`)} as at, e.leaf from au.event e
    where ${and(
      sql`e.org_id = ${orgId} and e.action = ${action} and e.head`,
      sql`e.at >= ${since.toISOString()}::timestamptz and e.at < ${end}::timestamptz`,
      locationId === undefined ? undefined : sql`e.loc = ${locationId}`,
    )}
    order by e.cap_seq desc
    limit ${LOOKED_AT})`,
  );
  const rows = await planAfresh(
    tx,
    sql`select k.index, k.at, k.leaf from (${sql.join(kinds, sql` union all `)}) k
    order by k.index, k.cap_seq desc`,
  );
  const found = Map.groupBy(z.array(ZRow).parse(rows), ({ index }) => index);
  return wanted.map((_, index) => {
    const events = found.get(index) ?? [];
    return {
      count: events.reduce((sum, { leaf }) => sum + countOf(leaf), 0),
      since: events.at(-1)?.at ?? null,
    };
  });
}

function countOf(leaf: string): number {
  const count = parseLeaf(leaf).after?.['count'];
  return typeof count === 'number' && count > 0 ? count : 1;
}
