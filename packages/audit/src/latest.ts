import type { TenantReadTx } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { planAfresh } from './plan-afresh.ts';
import { READ_KIND } from './rows.ts';

/** How far back a transaction may commit behind later ones and still be noticed, in captures. */
const WINDOW = 2_000;

const ZRow = z.object({ mark: z.string() });

/**
 * A mark that differs whenever the folded list has a new line. The newest capture alone would not
 * do: captures are numbered when they happen and appear when they are committed, so a slow
 * transaction shows up behind the newest. The mark therefore counts the lines of the last stretch.
 */
export async function latestMark(tx: TenantReadTx, orgId: string): Promise<string> {
  const [row] = await planAfresh(
    tx,
    sql`
    with newest as (
      select cap_seq from au.event
      where org_id = ${orgId} and at < now() + interval '1 hour' and head and kind <> ${READ_KIND}
      order by cap_seq desc
      limit 1
    )
    select coalesce((select cap_seq from newest), 0)::text || '.' || (
      select count(*) from au.event
      where org_id = ${orgId} and at < now() + interval '1 hour' and head and kind <> ${READ_KIND} and cap_seq > (select cap_seq from newest) - ${WINDOW}
    ) as mark`,
  );
  return ZRow.parse(row).mark;
}
