import { isFinalState, ORDER_STATES, type OrderState } from '@toster/contracts/orders/states';
import type { Permission } from '@toster/contracts/rbac/permissions';
import { orders } from '@toster/db/schema/order';
import { and, eq, type SQL } from 'drizzle-orm';
import type { Caller } from '../../middleware/authenticate.ts';
import { ordersInReach } from '../orders/order-rows.ts';

/** The states of an order somebody still works on. */
export const OPEN_STATES: OrderState[] = ORDER_STATES.filter(
  (state) => !isFinalState(state) && state !== 'delivered',
);

/** The states in which nobody has taken an order yet. */
export const WAITING_STATES: OrderState[] = ['placed'];

/** Orders that the permission reaches, at one location or at all. */
export function ordersWithin(
  { caller, locationId }: { readonly caller: Caller; readonly locationId: string | undefined },
  permission: Permission,
): SQL | undefined {
  return and(
    eq(orders.orgId, caller.orgId),
    locationId === undefined ? undefined : eq(orders.locationId, locationId),
    ordersInReach(caller.rights, permission, caller.staffId),
  );
}
