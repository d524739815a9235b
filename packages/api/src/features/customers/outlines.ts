import type { CustomerRow } from '@toster/contracts/schemas/customers';
import type { TenantReadTx } from '@toster/db/tenant';
import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Caller } from '../../middleware/authenticate.ts';
import { ordersInFigures } from './guest-reach.ts';

const ZOutlineRow = z.object({
  id: z.string(),
  location_id: z.string(),
  created_at: z.string(),
  position: z.string(),
  name: z.string().nullable(),
  phone_ending: z.string().nullable(),
  email: z.string().nullable(),
  version: z.int(),
  order_count: z.int().nullable(),
  last_order_at: z.string().nullable(),
  spent_minor: z.string().nullable(),
});

/** Where a guest stands in a list by last order; those who never ordered come last. */
export const LAST_ORDER = sql`coalesce(c.last_order_at, '-infinity'::timestamptz)`;

const instantText = (column: SQL) =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** A guest's outline with its place in the list and the version of the contact data. */
export type Outline = CustomerRow & { readonly position: string; readonly version: number };

/**
 * The outlines of the guests `c` that `wanted` picks, in its order: masked by PostgreSQL, with the figures of the
 * orders whose totals the caller sees. Guests whose outline is not shown are missing. One round trip.
 */
export async function readOutlines(
  tx: TenantReadTx,
  caller: Caller,
  wanted: { readonly where: SQL | undefined; readonly orderBy: SQL; readonly limit: number },
): Promise<readonly Outline[]> {
  const counted = ordersInFigures(caller.rights, sql`o.location_id`);
  const live = sql`o.status not in ('cancelled', 'voided', 'refunded')`;
  const figures =
    counted === null
      ? sql`(select null::int as order_count, null::timestamptz as last_order_at, null::text as spent_minor)`
      : sql`(
        select count(*) filter (where ${live})::int as order_count, max(o.placed_at) as last_order_at,
          coalesce(sum(o.total_minor) filter (where ${live} and o.currency = ${caller.org.currency}), 0)::text as spent_minor
        from public.orders o
        where o.org_id = ${caller.orgId} and o.customer_id = page.id and ${counted}
      )`;
  const rows = await tx.execute(sql`
    with page as materialized (
      select c.id, c.location_id, c.created_at, ${LAST_ORDER} as position,
        row_number() over (order by ${wanted.orderBy}) as place
      from public.customer c
      where c.org_id = ${caller.orgId} and ${wanted.where ?? sql`true`}
      order by ${wanted.orderBy}
      limit ${wanted.limit}
    )
    select page.id, page.location_id, ${instantText(sql`page.created_at`)} as created_at,
      coalesce(${instantText(sql`nullif(page.position, '-infinity')`)}, '-infinity') as position,
      shown.name, shown.phone_ending, shown.email, shown.version,
      figures.order_count, ${instantText(sql`figures.last_order_at`)} as last_order_at, figures.spent_minor
    from page
    join app.guest_outlines(array(select id from page)) shown on shown.id = page.id
    cross join lateral ${figures} figures
    order by page.place`);
  return z.array(ZOutlineRow).parse(rows).map(outlineOf);
}

function outlineOf(row: z.output<typeof ZOutlineRow>): Outline {
  return {
    id: row.id,
    locationId: row.location_id,
    createdAt: row.created_at,
    name: row.name,
    phoneEnding: row.phone_ending,
    email: row.email,
    orderCount: row.order_count,
    lastOrderAt: row.last_order_at,
    spentMinor: row.spent_minor === null ? null : Number(row.spent_minor),
    position: row.position,
    version: row.version,
  };
}
