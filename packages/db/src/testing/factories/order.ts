import { isTaxCountry, totalsOf } from '@toster/contracts/tax';
import { and, eq, sql } from 'drizzle-orm';
import {
  deliveryAddress,
  locationCounter,
  orderLine,
  orderNote,
  orders,
} from '../../schema/index.ts';
import type { CustomerRow } from './customer.ts';
import type { MenuItemRow, Place } from './menu.ts';
import { historyOf, historyRows, type OrderStatus } from './order-history.ts';
import { type PaymentInput, paymentRows, receiptRows } from './order-money.ts';
import { type Handle, Rows } from './rows.ts';
import { freshSource, type Source } from './source.ts';

export type OrderLineInput = {
  readonly item: Pick<MenuItemRow, 'id' | 'name' | 'priceMinor' | 'taxClass'>;
  readonly quantity: number;
  readonly modifiers?: readonly string[];
};

export type OrderChannel = 'dine_in' | 'takeaway' | 'delivery';

export type OrderInput = {
  readonly place: Place;
  readonly lines: readonly OrderLineInput[];
  readonly status?: OrderStatus;
  readonly channel?: OrderChannel;
  readonly placedAt?: Date;
  readonly customer?: CustomerRow | null;
  readonly tableLabel?: string | null;
  /** Who took the order: gives row scope `A` to kitchen and counter. */
  readonly handledBy?: string | null;
  readonly courierId?: string | null;
  /** Who made each step; `handledBy` where nobody is named. */
  readonly steps?: Partial<Readonly<Record<OrderStatus, string>>>;
  readonly kitchenNote?: string;
  /** Why it was cancelled or voided. */
  readonly reason?: string;
  readonly address?: {
    readonly line: string;
    readonly postcode?: string;
    readonly city: string;
    readonly doorNote?: string;
  };
  /** Taken in full when the order closes; `null` for none. Delivered and refunded orders are paid in cash by default. */
  readonly payment?: PaymentInput | null;
  /** Whether a receipt is issued for the payment. On by default. */
  readonly receipt?: boolean;
};

/** The numbers of an order, taken from the counters of its location; `receipt` only where one is due. */
export type OrderNumbers = { readonly order: number; readonly receipt: number | null };

/** An order as it was put together. */
export type OrderRow = {
  readonly orgId: string;
  readonly id: string;
  readonly locationId: string;
  readonly number: number;
  readonly status: OrderStatus;
  readonly totalMinor: number;
  readonly currency: string;
  readonly paymentId: string | null;
  readonly receiptId: string | null;
};

/**
 * Adds an order with its lines, the history that leads to its status, notes, address, payment and receipt. The sums
 * follow the tax rules of the organisation's country and add up over order, payment and receipt.
 */
export function orderRows(
  rows: Rows,
  source: Source,
  input: OrderInput,
  numbers: OrderNumbers,
): OrderRow {
  const { org, location } = input.place;
  if (!isTaxCountry(org.country)) throw new RangeError(`no tax rules for ${org.country}`);
  const status = input.status ?? 'placed';
  const placedAt = input.placedAt ?? source.now;
  const id = source.id(placedAt);
  const of = { orgId: org.orgId, orderId: id, locationId: location.id };
  const lines = input.lines.map((line, index) => ({
    ...of,
    lineNo: index + 1,
    menuItemId: line.item.id,
    name: line.item.name,
    modifiers: [...(line.modifiers ?? [])],
    quantity: line.quantity,
    unitPriceMinor: line.item.priceMinor,
    lineTotalMinor: line.item.priceMinor * line.quantity,
    taxClass: line.item.taxClass,
  }));
  const totals = totalsOf(org.country, lines);
  const history = historyOf(source, { status, placedAt });
  const closedAt = ENDS.has(status) ? (history.at(-1)?.at ?? placedAt) : null;
  rows.add(orders, {
    orgId: org.orgId,
    id,
    locationId: location.id,
    number: numbers.order,
    channel: input.channel ?? 'dine_in',
    status,
    tableLabel: input.tableLabel ?? null,
    customerId: input.customer?.id ?? null,
    handledBy: input.handledBy ?? null,
    courierId: input.courierId ?? null,
    placedAt,
    promisedAt: new Date(placedAt.getTime() + PROMISE_MS),
    closedAt,
    currency: org.currency,
    ...totals,
    createdAt: placedAt,
  });
  rows.add(orderLine, ...lines);
  historyRows(rows, of, history, (step) => input.steps?.[step] ?? input.handledBy ?? null);
  if (input.kitchenNote)
    rows.add(orderNote, { ...of, kind: 'kitchen', body: input.kitchenNote, createdAt: placedAt });
  if (closedAt && (status === 'voided' || status === 'cancelled')) {
    const body = input.reason ?? 'The guest changed their mind';
    rows.add(orderNote, {
      ...of,
      kind: status === 'voided' ? 'void_reason' : 'cancel_reason',
      body,
      createdAt: closedAt,
    });
  }
  if (input.address) {
    const { line, city, postcode = null, doorNote = null } = input.address;
    const {
      id: customerId,
      name: recipient,
      phone,
    } = input.customer ?? { id: null, name: null, phone: null };
    rows.add(deliveryAddress, {
      ...of,
      customerId,
      recipient,
      phone,
      line,
      city,
      postcode,
      doorNote,
    });
  }
  const sale = {
    ...of,
    at: history.find((step) => step.to === 'delivered')?.at ?? placedAt,
    currency: org.currency,
    customerId: input.customer?.id ?? null,
    ...totals,
  };
  const paid = paymentOf(input);
  const paymentId = paid
    ? paymentRows(rows, source, sale, paid, status === 'refunded' ? 'refunded' : 'taken')
    : null;
  const receiptId =
    numbers.receipt === null
      ? null
      : receiptRows(rows, source, sale, lines, numbers.receipt, input.place);
  return {
    orgId: org.orgId,
    id,
    locationId: location.id,
    number: numbers.order,
    status,
    totalMinor: totals.totalMinor,
    currency: org.currency,
    paymentId,
    receiptId,
  };
}

function paymentOf(input: Omit<OrderInput, 'place'>): PaymentInput | null {
  if (input.payment !== undefined) return input.payment;
  return SOLD.has(input.status ?? 'placed') ? { method: 'cash' } : null;
}

/** Whether a receipt is issued for this order, so that a receipt number must be taken. */
export function receiptDue(input: Omit<OrderInput, 'place'>): boolean {
  return paymentOf(input) !== null && input.receipt !== false;
}

const PROMISE_MS = 35 * 60_000;
const ENDS: ReadonlySet<OrderStatus> = new Set(['delivered', 'cancelled', 'voided', 'refunded']);
const SOLD: ReadonlySet<OrderStatus> = new Set(['delivered', 'refunded']);

/**
 * Takes `count` consecutive numbers from a counter of a location and returns the first. The counter's row stays
 * locked until the transaction ends, so numbers have no gaps.
 */
export async function takeNumbers(
  handle: Handle,
  { org, location }: Place,
  kind: 'order' | 'receipt',
  count: number,
): Promise<number> {
  const [row] = await handle
    .update(locationCounter)
    .set({ next: sql`${locationCounter.next} + ${count}` })
    .where(
      and(
        eq(locationCounter.orgId, org.orgId),
        eq(locationCounter.locationId, location.id),
        eq(locationCounter.kind, kind),
      ),
    )
    .returning({ next: locationCounter.next });
  if (!row) throw new Error(`location ${location.slug} has no ${kind} counter`);
  return row.next - count;
}

/** Inserts orders of one place in the given order, with consecutive numbers. */
export async function createOrders(
  handle: Handle,
  place: Place,
  inputs: readonly Omit<OrderInput, 'place'>[],
  source: Source = freshSource(),
): Promise<readonly OrderRow[]> {
  const rows = new Rows();
  const due = inputs.filter(receiptDue).length;
  let order = await takeNumbers(handle, place, 'order', inputs.length);
  let receipt = due > 0 ? await takeNumbers(handle, place, 'receipt', due) : 0;
  const made = inputs.map((input) =>
    orderRows(
      rows,
      source,
      { ...input, place },
      { order: order++, receipt: receiptDue(input) ? receipt++ : null },
    ),
  );
  await rows.flush(handle);
  return made;
}

/** Inserts one order with everything that belongs to it. */
export async function createOrder(
  handle: Handle,
  { place, ...input }: OrderInput,
  source: Source = freshSource(),
): Promise<OrderRow> {
  const [row] = await createOrders(handle, place, [input], source);
  if (!row) throw new Error('no order was made');
  return row;
}
