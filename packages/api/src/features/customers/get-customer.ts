import { AppError } from '@toster/contracts/errors';
import { useLimitOf } from '@toster/contracts/rbac/uses';
import { ZGetCustomerInput, ZGetCustomerOutput } from '@toster/contracts/schemas/customers';
import type { Uses } from '@toster/contracts/schemas/primitives';
import { orders } from '@toster/db/schema/order';
import { useCounter } from '@toster/db/schema/transport';
import type { TenantReadTx } from '@toster/db/tenant';
import { and, desc, eq, sql } from 'drizzle-orm';
import type { Caller } from '../../middleware/authenticate.ts';
import { tenant } from '../../procedures.ts';
import { reaches } from '../../rows.ts';
import { orderPick, ordersInReach } from '../orders/order-rows.ts';
import { customerRule, placeOf } from './customer-rows.ts';
import { readOutlines } from './outlines.ts';

const ORDERS_SHOWN = 20;

/** A guest's profile as the caller's role sees it, with their newest orders within the caller's reach. */
export const getCustomer = tenant({ permission: 'customers.read', at: customerRule, cost: 2 })
  .input(ZGetCustomerInput)
  .output(ZGetCustomerOutput)
  .query(async ({ ctx: { tx, caller, row }, input: { id } }) => {
    const { rights, staffId, org } = caller;
    const place = placeOf(row, staffId);
    const mayReveal = reaches(rights, 'customers.read_full', place);
    const [[outline], ordered, reveals] = await Promise.all([
      readOutlines(tx, caller, { where: sql`c.id = ${id}::uuid`, orderBy: sql`c.id`, limit: 1 }),
      ordersOf(tx, caller, id),
      mayReveal ? revealsOf(tx, caller) : null,
    ]);
    if (outline === undefined) throw new AppError('NOT_FOUND');
    return {
      ...outline,
      currency: org.currency,
      orders: rights.has('orders.read') ? ordered : null,
      mayReveal,
      mayUpdate: reaches(rights, 'customers.update', place),
      reveals,
    };
  });

async function ordersOf(tx: TenantReadTx, { orgId, rights, staffId }: Caller, customerId: string) {
  const rows = await tx
    .select()
    .from(orders)
    .where(
      and(
        eq(orders.orgId, orgId),
        eq(orders.customerId, customerId),
        ordersInReach(rights, 'orders.read', staffId),
      ),
    )
    .orderBy(desc(orders.placedAt), desc(orders.id))
    .limit(ORDERS_SHOWN);
  return rows.map((order) => {
    const pick = orderPick(order, rights, staffId);
    const showsTotal = pick === null || pick['order.totals'] === 'full';
    return {
      ...order,
      placedAt: order.placedAt.toISOString(),
      totalMinor: showsTotal ? order.totalMinor : null,
    };
  });
}

/** How often the caller has had contact data shown within the span of the limit, by the database's clock. */
async function revealsOf(tx: TenantReadTx, { orgId, staffId }: Caller): Promise<Uses | null> {
  const limit = useLimitOf('customers.read_full');
  if (limit === null) return null;
  const { permission, most, perSeconds } = limit;
  const [counter] = await tx
    .select({
      used: sql<number>`(
        select count(*)::int from unnest(${useCounter.times}) t
        where t > clock_timestamp() - make_interval(secs => ${perSeconds})
      )`,
    })
    .from(useCounter)
    .where(
      and(
        eq(useCounter.orgId, orgId),
        eq(useCounter.actorId, staffId),
        eq(useCounter.permission, permission),
      ),
    );
  return { used: counter?.used ?? 0, most, perSeconds };
}
