import { z } from 'zod';
import { RECEIPT_CODE } from '../receipt-code.ts';
import { ZPaymentMethod } from './orders.ts';
import { ZPerson } from './primitives.ts';

/** Who sold, as it stood when the receipt was issued: a later change of the settings changes no receipt. */
export const ZReceiptSeller = z.object({
  /** Trading name of the business. */
  name: z.string(),
  /** Name and tax number under which it is registered; empty where nobody stated them. */
  legalName: z.string(),
  taxId: z.string(),
  country: z.string(),
  /** The establishment. */
  place: z.string(),
  address: z.string(),
  postcode: z.string(),
  city: z.string(),
  phone: z.string(),
  /** The clock and the language of the paper. */
  timezone: z.string(),
  locale: z.string(),
  footer: z.string(),
});
export type ReceiptSeller = z.infer<typeof ZReceiptSeller>;

/** One tax class of a receipt; amounts in minor units, rates in basis points. */
export const ZReceiptTax = z.object({
  taxClass: z.string(),
  rateBp: z.int(),
  exciseBp: z.int(),
  netMinor: z.int(),
  exciseMinor: z.int(),
  taxMinor: z.int(),
  grossMinor: z.int(),
});
export type ReceiptTax = z.infer<typeof ZReceiptTax>;

/** A line as it is printed; amounts in minor units, the tax class is the country's own key. */
export const ZReceiptLine = z.object({
  name: z.string(),
  quantity: z.int(),
  unitPriceMinor: z.int(),
  lineTotalMinor: z.int(),
  taxClass: z.string(),
});

/** What became of the order since the receipt was issued; null where it stands. */
export const ZReceiptSince = z.enum(['refunded', 'cancelled']).nullable();

/** A receipt with all that stands on the paper. */
export const ZReceipt = z.object({
  id: z.uuid(),
  code: z.string(),
  number: z.int(),
  orderId: z.uuid(),
  orderNumber: z.int(),
  locationId: z.uuid(),
  issuedAt: z.iso.datetime(),
  currency: z.string(),
  seller: ZReceiptSeller,
  /** `today`: the receipt was issued before sellers were kept with it; these are the present settings. */
  sellerAsOf: z.enum(['issue', 'today']),
  lines: z.array(ZReceiptLine),
  taxes: z.array(ZReceiptTax),
  pricesIncludeTax: z.boolean(),
  subtotalMinor: z.int(),
  taxMinor: z.int(),
  totalMinor: z.int(),
  payments: z.array(
    z.object({
      method: ZPaymentMethod,
      amountMinor: z.int(),
      tipMinor: z.int(),
      card: z.object({ brand: z.string(), last4: z.string() }).nullable(),
    }),
  ),
});
export type Receipt = z.infer<typeof ZReceipt>;

/** What everybody may see who holds the paper: no id, and nothing of a card. */
export const ZPaper = ZReceipt.omit({ id: true, orderId: true, locationId: true }).extend({
  payments: z.array(ZReceipt.shape.payments.element.extend({ card: z.null() })),
  since: ZReceiptSince,
});
export type Paper = z.infer<typeof ZPaper>;

/** By the code on the paper, by its id or by the order: one of the three. */
export const ZGetReceiptInput = z
  .strictObject({
    code: z.string().regex(RECEIPT_CODE).optional(),
    id: z.uuid().optional(),
    orderId: z.uuid().optional(),
  })
  .refine((input) => Object.values(input).filter((value) => value !== undefined).length === 1, {
    error: 'one_way_to_a_receipt',
  });
export type GetReceiptInput = z.infer<typeof ZGetReceiptInput>;

export const ZGetReceiptOutput = z.object({
  receipt: ZReceipt,
  since: ZReceiptSince,
  /** Whether the caller may print a copy. */
  mayReprint: z.boolean(),
  /** Every copy that was printed, the first one first. */
  copies: z.array(z.object({ seq: z.int(), at: z.iso.datetime(), by: ZPerson })),
});
export type GetReceiptOutput = z.infer<typeof ZGetReceiptOutput>;

export const ZReprintReceiptInput = z.strictObject({ id: z.uuid() });

export const ZReprintReceiptOutput = z.object({
  /** Without what is known of a card: the answer is kept for a call made again. */
  receipt: ZReceipt,
  since: ZReceiptSince,
  /** How many copies there are now: the number on this one. */
  seq: z.int().min(1),
});
export type ReprintReceiptOutput = z.infer<typeof ZReprintReceiptOutput>;
