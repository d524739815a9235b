import { isFinalState } from '@toster/contracts/orders/states';
import type { FieldPick } from '@toster/contracts/rbac/fields';
import type { Permission } from '@toster/contracts/rbac/permissions';
import type { ReachPart, Rights } from '@toster/contracts/rbac/rights';
import { orders } from '@toster/db/schema/order';
import { and, eq, inArray, type InferSelectModel, or, type SQL } from 'drizzle-orm';
import { partsAt, pickOf, type Place, reaches, type RowRule, scopeOf } from '../../rows.ts';

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

/** As PostgreSQL's policies see it: an order stays in hand until it ends, a delivered one for a quarter of an hour more. */
const IN_HAND_AFTER_DELIVERY_MS = 15 * 60_000;

/**
 * Whether PostgreSQL shows the caller the kitchen note of an order within reach: by a reach that needs no assignment,
 * with the order in hand, or while it waits in the kitchen of the caller's post. Says the same as the policy on
 * `order_note`; where the note is withheld, nobody may take that for "there is none".
 */
export function showsKitchenNote(
  order: Standing & Pick<OrderRow, 'closedAt'>,
  rights: Rights,
  staffId: string,
  now: number,
): boolean {
  const place = placeOf(order, staffId);
  const parts = partsAt(rights, 'orders.read', place);
  if (parts.some((part) => part.scope === 'open')) return true;
  if (QUEUE.get('cook')?.includes(order.status) === true) {
    const queued = { ...place, isAssigned: () => true };
    if (reaches(rights, 'orders.add_kitchen_note', queued)) return true;
  }
  if (order.handledBy !== staffId && order.courierId !== staffId) return false;
  if (order.status === 'delivered')
    return order.closedAt !== null && now - order.closedAt.getTime() < IN_HAND_AFTER_DELIVERY_MS;
  return !isFinalState(order.status);
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
