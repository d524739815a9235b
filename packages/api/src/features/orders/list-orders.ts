import { ZListOrdersInput, ZListOrdersOutput } from '@toster/contracts/schemas/orders';
import { ZInstant } from '@toster/contracts/schemas/primitives';
import { orders } from '@toster/db/schema/order';
import { and, desc, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../cursor.ts';
import { tenant } from '../../procedures.ts';
import { type OrderRow, orderPick, ordersInReach } from './order-rows.ts';

const ZPosition = z.tuple([ZInstant, z.uuid()]);

/** The exact instant: the driver's Date would lose PostgreSQL's microseconds. */
const placedAtText = sql<string>`to_char(${orders.placedAt} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
/**
 * The number of dishes in an order, as a column. Its names are written out: in a query of one table Drizzle would leave
 * the table off, and `org_id = org_id` is true of everything.
 */
export const itemCount = sql<number>`(
  select coalesce(sum(l.quantity), 0)::int from public.order_line l
  where l.org_id = orders.org_id and l.order_id = orders.id
)`;

/** Orders within reach, newest first. Nothing personal. */
export const listOrders = tenant({ permission: 'orders.read', at: 'location', cost: 1 })
  .input(ZListOrdersInput)
  .output(ZListOrdersOutput)
  .query(async ({ ctx: { tx, caller }, input }) => {
    const rows = await tx
      .select({ order: orders, placedAtText, itemCount })
      .from(orders)
      .where(
        and(
          eq(orders.orgId, caller.orgId),
          ordersInReach(caller.rights, 'orders.read', caller.staffId),
          ...filtersOf(input),
        ),
      )
      .orderBy(desc(orders.placedAt), desc(orders.id))
      .limit(input.limit + 1);
    const page = rows.slice(0, input.limit);
    const last = page.at(-1);
    return {
      orders: page.map((row) => ({
        ...row.order,
        placedAt: row.order.placedAt.toISOString(),
        promisedAt: row.order.promisedAt?.toISOString() ?? null,
        itemCount: row.itemCount,
        totalMinor: showsTotals(row.order, caller) ? row.order.totalMinor : null,
      })),
      nextCursor:
        rows.length > page.length && last !== undefined
          ? encodeCursor([last.placedAtText, last.order.id])
          : null,
    };
  });

function showsTotals(
  order: OrderRow,
  caller: { rights: Parameters<typeof orderPick>[1]; staffId: string },
): boolean {
  const pick = orderPick(order, caller.rights, caller.staffId);
  return pick === null || pick['order.totals'] === 'full';
}

function filtersOf(input: z.output<typeof ZListOrdersInput>): (SQL | undefined)[] {
  const position = input.cursor === undefined ? null : decodeCursor(input.cursor, ZPosition);
  return [
    input.locationId === undefined ? undefined : eq(orders.locationId, input.locationId),
    input.status === undefined ? undefined : inArray(orders.status, input.status),
    input.channel === undefined ? undefined : eq(orders.channel, input.channel),
    input.number === undefined ? undefined : eq(orders.number, input.number),
    input.from === undefined ? undefined : gte(orders.placedAt, new Date(input.from)),
    input.to === undefined ? undefined : lt(orders.placedAt, new Date(input.to)),
    position === null
      ? undefined
      : sql`(${orders.placedAt}, ${orders.id}) < (${position[0]}::timestamptz, ${position[1]}::uuid)`,
  ];
}
