import { newId } from '@toster/contracts/ids';
import { UNSTATED_TAX_CLASS } from '@toster/contracts/tax';
import { locationCounter } from '@toster/db/schema/location';
import { orderLine, orders, orderStatusChange } from '@toster/db/schema/order';
import type { TenantReadTx, Tx } from '@toster/db/tenant';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Importer } from '../find-importer.ts';
import { type Kind, NO_VERDICT, type Rejection, rejectItem, type Verdict } from '../kind.ts';
import { type FileOrder, groupOrders } from './group-orders.ts';
import type { Reading } from './read-order-line.ts';

export type OrderChannel = 'dine_in' | 'takeaway' | 'delivery';

/** Where the orders come from and how they were ordered. */
export type Origin = { readonly source: string; readonly channel: OrderChannel };

const BATCH_ORDERS = 200;

/** Orders of another system: delivered, unpaid and without tax, because a table of order lines says nothing of these. */
export function ordersKind(reading: Reading, origin: Origin): Kind<FileOrder> {
  return {
    kind: 'orders',
    event: 'orders.imported',
    batchItems: BATCH_ORDERS,
    steps: (records) => groupOrders(records, reading),
    judge: (tx, importer, items) => judge(tx, importer, origin.source, items),
    write: (tx, importer, { fresh }) =>
      fresh.length === 0 ? Promise.resolve() : insertOrders(tx, importer, origin, fresh),
    amountOf: ({ totalMinor }) => totalMinor,
  };
}

/** Compares orders with those of the same source that the organisation has already. */
async function judge(
  tx: TenantReadTx,
  { orgId, locationId }: Importer,
  source: string,
  batch: readonly FileOrder[],
): Promise<Verdict<FileOrder>> {
  if (batch.length === 0) return NO_VERDICT;
  const rows = await tx
    .select({
      externalId: orders.externalId,
      locationId: orders.locationId,
      totalMinor: orders.totalMinor,
    })
    .from(orders)
    .where(
      and(
        eq(orders.orgId, orgId),
        eq(orders.source, source),
        inArray(
          orders.externalId,
          batch.map(({ externalId }) => externalId),
        ),
      ),
    );
  const present = new Map(rows.map((row) => [row.externalId, row]));
  const fresh: FileOrder[] = [];
  const known: FileOrder[] = [];
  const rejections: Rejection[] = [];
  for (const order of batch) {
    const twin = present.get(order.externalId);
    if (twin === undefined) fresh.push(order);
    else if (twin.locationId !== locationId)
      rejections.push(...rejectItem(order, { code: 'held_other_location' }));
    else if (twin.totalMinor !== order.totalMinor)
      rejections.push(...rejectItem(order, { code: 'held_other_total' }));
    else known.push(order);
  }
  return { fresh, changed: [], known, rejections };
}

async function insertOrders(
  tx: Tx,
  { orgId, locationId, currency }: Importer,
  { source, channel }: Origin,
  batch: readonly FileOrder[],
): Promise<void> {
  const [counter] = await tx
    .insert(locationCounter)
    .values({ orgId, locationId, kind: 'order', next: batch.length + 1 })
    .onConflictDoUpdate({
      target: [locationCounter.orgId, locationCounter.locationId, locationCounter.kind],
      set: { next: sql`${locationCounter.next} + ${batch.length}` },
    })
    .returning({ next: locationCounter.next });
  if (counter === undefined) throw new Error('an upsert returned no row');
  const placed = batch.map((order, index) => ({
    order,
    id: newId(),
    number: counter.next - batch.length + index,
  }));
  await tx.insert(orders).values(
    placed.map(({ order, id, number }) => ({
      orgId,
      id,
      locationId,
      number,
      channel,
      status: 'delivered' as const,
      placedAt: order.placedAt,
      closedAt: order.placedAt,
      currency,
      subtotalMinor: order.totalMinor,
      taxMinor: 0,
      totalMinor: order.totalMinor,
      source,
      externalId: order.externalId,
    })),
  );
  await tx.insert(orderLine).values(
    placed.flatMap(({ order, id }) =>
      order.lines.map((line, index) => ({
        orgId,
        orderId: id,
        locationId,
        lineNo: index + 1,
        name: line.name,
        modifiers: [...line.modifiers],
        quantity: line.quantity,
        unitPriceMinor: line.unitPriceMinor,
        lineTotalMinor: line.lineTotalMinor,
        taxClass: UNSTATED_TAX_CLASS,
      })),
    ),
  );
  await tx.insert(orderStatusChange).values(
    placed.map(({ order, id }) => ({
      orgId,
      orderId: id,
      locationId,
      seq: 1,
      fromStatus: null,
      toStatus: 'delivered',
      staffId: null,
      at: order.placedAt,
    })),
  );
}
