import { ZGetQueueInput, ZGetQueueOutput } from '@toster/contracts/schemas/home';
import { orders } from '@toster/db/schema/order';
import { and, asc, inArray, sql } from 'drizzle-orm';
import { tenant } from '../../procedures.ts';
import { itemCount } from '../orders/list-orders.ts';
import { OPEN_STATES, ordersWithin } from './open-orders.ts';

/** The open orders within reach that have waited longest. One round trip. */
export const getQueue = tenant({ permission: 'orders.read', at: 'location', cost: 1 })
  .input(ZGetQueueInput)
  .output(ZGetQueueOutput)
  .query(async ({ ctx: { tx, caller }, input: { locationId, limit } }) => {
    const open = and(
      ordersWithin({ caller, locationId }, 'orders.read'),
      inArray(orders.status, OPEN_STATES),
    );
    const [rows, [all]] = await Promise.all([
      tx
        .select({ order: orders, itemCount })
        .from(orders)
        .where(open)
        .orderBy(asc(orders.placedAt), asc(orders.id))
        .limit(limit),
      tx
        .select({ count: sql<number>`count(*)::int` })
        .from(orders)
        .where(open),
    ]);
    return {
      total: all?.count ?? 0,
      orders: rows.map((row) => ({
        ...row.order,
        placedAt: row.order.placedAt.toISOString(),
        promisedAt: row.order.promisedAt?.toISOString() ?? null,
        itemCount: row.itemCount,
      })),
    };
  });
