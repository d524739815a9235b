import { z } from 'zod';
import { ORDER_STATES } from '../orders/states.ts';
import { ZCursor, ZInstant, ZMinor, ZPageSize, ZPerson, ZPhone, textOf } from './primitives.ts';

export const ZOrderStatus = z.enum(ORDER_STATES);
export const ZOrderChannel = z.enum(['dine_in', 'takeaway', 'delivery']);
export const ZPaymentMethod = z.enum(['cash', 'card', 'external']);

export const ZListOrdersInput = z.strictObject({
  locationId: z.uuid().optional(),
  /** Any of these states. */
  status: z.array(ZOrderStatus).min(1).max(10).optional(),
  channel: ZOrderChannel.optional(),
  number: z.int().min(1).max(2_147_483_647).optional(),
  /** Placed at or after. */
  from: ZInstant.optional(),
  /** Placed before. */
  to: ZInstant.optional(),
  cursor: ZCursor.optional(),
  limit: ZPageSize,
});
export type ListOrdersInput = z.infer<typeof ZListOrdersInput>;

/** An order in a list: nothing personal. Money is null where the role does not see totals. */
export const ZOrderRow = z.object({
  id: z.uuid(),
  number: z.int(),
  locationId: z.uuid(),
  channel: ZOrderChannel,
  status: ZOrderStatus,
  tableLabel: z.string().nullable(),
  placedAt: z.iso.datetime(),
  promisedAt: z.iso.datetime().nullable(),
  itemCount: z.int(),
  currency: z.string(),
  totalMinor: z.int().nullable(),
  source: z.string(),
});
export type OrderRow = z.infer<typeof ZOrderRow>;

export const ZListOrdersOutput = z.object({
  orders: z.array(ZOrderRow),
  nextCursor: z.string().nullable(),
});
export type ListOrdersOutput = z.infer<typeof ZListOrdersOutput>;

export const ZGetOrderInput = z.strictObject({ id: z.uuid() });

/** The parts of an order a role may be denied; a denied part is null or empty and named in `hidden`. */
export const ORDER_PARTS = [
  'lines',
  'totals',
  'history',
  'notes',
  'payments',
  'receipt',
  'customer',
  'delivery',
] as const;

export const ZGetOrderOutput = z.object({
  id: z.uuid(),
  number: z.int(),
  locationId: z.uuid(),
  channel: ZOrderChannel,
  status: ZOrderStatus,
  /** The states the caller may move the order to by `orders.advance`. */
  next: z.array(ZOrderStatus),
  /** What else the caller may do with the order in its present state. */
  mayCancel: z.boolean(),
  mayVoid: z.boolean(),
  tableLabel: z.string().nullable(),
  placedAt: z.iso.datetime(),
  promisedAt: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(),
  source: z.string(),
  externalId: z.string().nullable(),
  currency: z.string(),
  subtotalMinor: z.int().nullable(),
  taxMinor: z.int().nullable(),
  totalMinor: z.int().nullable(),
  lines: z.array(
    z.object({
      lineNo: z.int(),
      name: z.string(),
      modifiers: z.array(z.string()),
      quantity: z.int(),
      unitPriceMinor: z.int().nullable(),
      lineTotalMinor: z.int().nullable(),
    }),
  ),
  history: z.array(
    z.object({
      seq: z.int(),
      from: ZOrderStatus.nullable(),
      to: ZOrderStatus,
      at: z.iso.datetime(),
      by: ZPerson.nullable(),
    }),
  ),
  notes: z.array(
    z.object({ kind: z.enum(['kitchen', 'void_reason', 'cancel_reason']), body: z.string() }),
  ),
  payments: z.array(
    z.object({
      id: z.uuid(),
      method: ZPaymentMethod,
      status: z.enum(['taken', 'refunded']),
      amountMinor: z.int(),
      tipMinor: z.int(),
      currency: z.string(),
      takenAt: z.iso.datetime(),
      card: z.object({ brand: z.string(), last4: z.string() }).nullable(),
    }),
  ),
  receipt: z
    .object({
      number: z.int(),
      code: z.string(),
      issuedAt: z.iso.datetime(),
      taxMinor: z.int(),
      totalMinor: z.int(),
    })
    .nullable(),
  customer: z
    .object({
      id: z.uuid(),
      name: z.string().nullable(),
      phone: z.string().nullable(),
      email: z.string().nullable(),
    })
    .nullable(),
  delivery: z
    .object({
      recipient: z.string().nullable(),
      phone: z.string().nullable(),
      line: z.string().nullable(),
      postcode: z.string().nullable(),
      city: z.string().nullable(),
      doorNote: z.string().nullable(),
    })
    .nullable(),
  hidden: z.array(z.enum(ORDER_PARTS)),
});
export type GetOrderOutput = z.infer<typeof ZGetOrderOutput>;

export const ZCreateOrderInput = z
  .strictObject({
    locationId: z.uuid(),
    channel: ZOrderChannel,
    tableLabel: textOf(40).optional(),
    /** The guest it is for, found by exact look-up. */
    customerId: z.uuid().optional(),
    promisedAt: ZInstant.optional(),
    lines: z
      .array(
        z.strictObject({
          menuItemId: z.uuid(),
          quantity: z.int().min(1).max(99),
          modifiers: z.array(textOf(80)).max(20).default([]),
        }),
      )
      .min(1)
      .max(100),
    kitchenNote: textOf(500).optional(),
    delivery: z
      .strictObject({
        recipient: textOf(120).optional(),
        phone: ZPhone.optional(),
        line: textOf(200),
        postcode: textOf(16).optional(),
        city: textOf(100),
        doorNote: textOf(300).optional(),
      })
      .optional(),
    /** Taken at once, for the whole amount; a receipt is issued with it. */
    payment: z.strictObject({ method: ZPaymentMethod, tipMinor: ZMinor.default(0) }).optional(),
  })
  .refine((order) => (order.channel === 'delivery') === (order.delivery !== undefined), {
    path: ['delivery'],
    error: 'delivery_needs_address',
  });
export type CreateOrderInput = z.infer<typeof ZCreateOrderInput>;

export const ZCreateOrderOutput = z.object({
  id: z.uuid(),
  number: z.int(),
  currency: z.string(),
  totalMinor: z.int(),
  receipt: z.object({ number: z.int(), code: z.string() }).nullable(),
});
export type CreateOrderOutput = z.infer<typeof ZCreateOrderOutput>;

export const ZAdvanceOrderInput = z.strictObject({ id: z.uuid(), to: ZOrderStatus });
export const ZVoidOrderInput = z.strictObject({ id: z.uuid(), reason: textOf(300) });
export const ZCancelOrderInput = z.strictObject({ id: z.uuid(), reason: textOf(300) });
export const ZOrderStateOutput = z.object({ id: z.uuid(), status: ZOrderStatus });
