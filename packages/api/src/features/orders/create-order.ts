import { AppError } from '@toster/contracts/errors';
import { newId } from '@toster/contracts/ids';
import {
  type CreateOrderInput,
  ZCreateOrderInput,
  ZCreateOrderOutput,
} from '@toster/contracts/schemas/orders';
import { isTaxCountry, totalsOf } from '@toster/contracts/tax';
import { customer } from '@toster/db/schema/customer';
import { menuItem } from '@toster/db/schema/menu';
import {
  deliveryAddress,
  orderLine,
  orderNote,
  orders,
  orderStatusChange,
} from '@toster/db/schema/order';
import { payment } from '@toster/db/schema/payment';
import { receipt } from '@toster/db/schema/receipt';
import type { Tx } from '@toster/db/tenant';
import { and, eq, inArray } from 'drizzle-orm';
import type { Caller } from '../../middleware/authenticate.ts';
import { tenant } from '../../procedures.ts';
import { reaches } from '../../rows.ts';
import { receiptCode } from './receipt-code.ts';
import { takeNumbers } from './take-numbers.ts';

/**
 * Places an order: prices and names are copied from the menu, the number follows the location's last
 * one without a gap. A payment taken at once brings its receipt.
 */
export const createOrder = tenant({
  permission: 'orders.create',
  event: 'order.created',
  at: 'location',
  also: [
    { permission: 'payments.take', when: (input: CreateOrderInput) => input.payment !== undefined },
  ],
  cost: 3,
})
  .input(ZCreateOrderInput)
  .output(ZCreateOrderOutput)
  .mutation(async ({ ctx: { tx, caller, server }, input }) => {
    const { orgId, staffId, org } = caller;
    if (!isTaxCountry(org.country)) throw new Error(`no tax rules for ${org.country}`);
    const [lines] = await Promise.all([
      priceLines(tx, orgId, input),
      assertGuest(tx, caller, input.customerId),
    ]);
    const totals = totalsOf(org.country, lines);
    const numbers = await takeNumbers(
      tx,
      orgId,
      input.locationId,
      input.payment === undefined ? ['order'] : ['order', 'receipt'],
    );

    const placedAt = new Date(server.now());
    const id = newId();
    const key = { orgId, orderId: id, locationId: input.locationId };
    const { channel, tableLabel = null, customerId = null, promisedAt, kitchenNote } = input;
    const delivery = input.delivery && { ...input.delivery, customerId };
    const number = numbers.order;
    const code = receiptCode();
    // Sent in this order in one flush: the order comes before what refers to it.
    await Promise.all([
      tx.insert(orders).values({
        orgId,
        id,
        locationId: input.locationId,
        number,
        channel,
        status: 'placed',
        tableLabel,
        customerId,
        handledBy: staffId,
        placedAt,
        promisedAt: promisedAt === undefined ? null : new Date(promisedAt),
        currency: org.currency,
        ...totals,
      }),
      tx
        .insert(orderLine)
        .values(lines.map((line, index) => ({ ...key, ...line, lineNo: index + 1 }))),
      tx
        .insert(orderStatusChange)
        .values({ ...key, seq: 1, fromStatus: null, toStatus: 'placed', staffId, at: placedAt }),
      kitchenNote === undefined
        ? null
        : tx
            .insert(orderNote)
            .values({ ...key, kind: 'kitchen', body: kitchenNote, createdAt: placedAt }),
      delivery === undefined ? null : tx.insert(deliveryAddress).values({ ...key, ...delivery }),
      input.payment === undefined
        ? null
        : tx.insert(payment).values({
            ...key,
            id: newId(),
            status: 'taken',
            amountMinor: totals.totalMinor,
            currency: org.currency,
            createdAt: placedAt,
            ...input.payment,
          }),
      input.payment === undefined
        ? null
        : tx.insert(receipt).values({
            ...key,
            id: newId(),
            number: numbers.receipt,
            issuedAt: placedAt,
            lines: lines.map(({ menuItemId: _item, modifiers: _modifiers, ...printed }) => printed),
            currency: org.currency,
            ...totals,
            code,
          }),
    ]);
    return {
      id,
      number,
      currency: org.currency,
      totalMinor: totals.totalMinor,
      receipt: input.payment === undefined ? null : { number: numbers.receipt, code },
    };
  });

/** The guest must be one the caller could have found by exact look-up, else there is no such guest. */
async function assertGuest(tx: Tx, caller: Caller, id: string | undefined): Promise<void> {
  if (id === undefined) return;
  const [guest] = await tx
    .select({ locationId: customer.locationId })
    .from(customer)
    .where(and(eq(customer.orgId, caller.orgId), eq(customer.id, id)));
  const place = { locationId: guest?.locationId ?? null, isAssigned: () => false };
  if (guest === undefined || !reaches(caller.rights, 'customers.lookup_exact', place))
    throw new AppError('NOT_FOUND');
}

/** The lines with name, price and tax class as the menu has them now. Throws NOT_FOUND for an item that is not sold there. */
async function priceLines(tx: Tx, orgId: string, { locationId, lines }: CreateOrderInput) {
  const ids = [...new Set(lines.map((line) => line.menuItemId))];
  const items = await tx
    .select()
    .from(menuItem)
    .where(and(eq(menuItem.orgId, orgId), inArray(menuItem.id, ids)));
  const known = new Map(
    items.filter((item) => item.locationId === locationId).map((item) => [item.id, item]),
  );
  return lines.map(({ menuItemId, quantity, modifiers }, index) => {
    const item = known.get(menuItemId);
    if (item === undefined) throw new AppError('NOT_FOUND');
    if (!item.available) {
      throw new AppError('INVALID_INPUT', {
        details: { issues: [{ path: ['lines', index, 'menuItemId'], rule: 'sold_out' }] },
      });
    }
    return {
      menuItemId,
      name: item.name,
      modifiers,
      quantity,
      unitPriceMinor: item.priceMinor,
      lineTotalMinor: item.priceMinor * quantity,
      taxClass: item.taxClass,
    };
  });
}
