import type { Permission } from '@toster/contracts/rbac/permissions';
import { customer } from '@toster/db/schema/customer';
import type { Tx } from '@toster/db/tenant';
import { IN_HAND } from '@toster/db/wall/policies';
import { and, eq, type InferSelectModel, sql } from 'drizzle-orm';
import type { Place, RowRule } from '../../rows.ts';

/** A guest, with those who have an order of theirs in hand. */
export type CustomerRow = InferSelectModel<typeof customer> & { readonly hands: readonly string[] };

/** By holding one of these at a guest's place, or for an order in hand, somebody knows that there is such a guest. */
const VISIBLE_BY = [
  'customers.read',
  'customers.read_full',
  'customers.update',
] as const satisfies readonly Permission[];

/** Says the same as the policy on `customer_contact`. */
const hands = sql<string[]>`array(
  select hand from public.orders o cross join lateral unnest(array[o.handled_by, o.courier_id]) hand
  where o.org_id = customer.org_id and o.customer_id = customer.id and hand is not null and ${sql.raw(IN_HAND)}
)`;

/** Where a guest stands for a person. */
export function placeOf(row: CustomerRow, staffId: string): Place {
  return { locationId: row.locationId, isAssigned: () => row.hands.includes(staffId) };
}

/** A guest by id. Contact data are not part of it. */
export const customerRule: RowRule<CustomerRow> = {
  visibleBy: VISIBLE_BY,
  load: async (tx: Tx, orgId, id, lock) => {
    const query = tx
      .select({ row: customer, hands })
      .from(customer)
      .where(and(eq(customer.orgId, orgId), eq(customer.id, id)));
    const [found] = await (lock ? query.for('update', { of: customer }) : query);
    return found === undefined ? undefined : { ...found.row, hands: found.hands };
  },
  placeOf,
};
