import type { FieldPick } from '@toster/contracts/rbac/fields';
import type { Permission } from '@toster/contracts/rbac/permissions';
import type { ReachPart, Rights } from '@toster/contracts/rbac/rights';
import { orders } from '@toster/db/schema/order';
import { and, eq, inArray, type InferSelectModel, or, type SQL } from 'drizzle-orm';
import { partsAt, pickOf, type Place, type RowRule, scopeOf } from '../../rows.ts';

export type OrderRow = InferSelectModel<typeof orders>;
type Standing = Pick<OrderRow, 'locationId' | 'status' | 'handledBy' | 'courierId'>;

/**
 * The states in which an order is work for the whole kitchen or the packing table, so that whoever
 * stands there finds it. Everybody else is assigned by name.
 */
const QUEUE = new Map<ReachPart['via'], readonly OrderRow['status'][]>([
  ['cook', ['accepted', 'cooking', 'ready']],
  ['packer', ['ready', 'packed']],
]);

/** Where an order stands for a person. */
export function placeOf(order: Standing, staffId: string): Place {
  return {
    locationId: order.locationId,
    isAssigned: (via) =>
      order.courierId === staffId ||
      order.handledBy === staffId ||
      (QUEUE.get(via)?.includes(order.status) ?? false),
  };
}

/** The orders a permission reaches, as a condition on rows. Says the same as `placeOf`. */
export function ordersInReach(rights: Rights, permission: Permission, staffId: string): SQL {
  return scopeOf(rights, permission, {
    location: orders.locationId,
    assigned: (via) => {
      const queue = QUEUE.get(via);
      const own = or(eq(orders.courierId, staffId), eq(orders.handledBy, staffId));
      return queue === undefined ? own : or(own, inArray(orders.status, [...queue]));
    },
  });
}

/** The fields of an order that `orders.read` shows: null for all of them. */
export function orderPick(order: Standing, rights: Rights, staffId: string): FieldPick | null {
  return pickOf(partsAt(rights, 'orders.read', placeOf(order, staffId)));
}

/** An order by its id, hidden from those who may not read it. */
export const orderRule: RowRule<OrderRow> = {
  visibleBy: 'orders.read',
  load: async (tx, orgId, id, lock) => {
    const query = tx
      .select()
      .from(orders)
      .where(and(eq(orders.orgId, orgId), eq(orders.id, id)));
    const [row] = await (lock ? query.for('update') : query);
    return row;
  },
  placeOf,
};
