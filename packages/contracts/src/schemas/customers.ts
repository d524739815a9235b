import { z } from 'zod';
import { ZOrderChannel, ZOrderStatus } from './orders.ts';
import { ZCursor, ZPageSize, ZPhone, ZUses, textOf } from './primitives.ts';

export const ZCustomerSort = z.enum(['last_order', 'newest']);

export const ZGuestEmail = z.email().max(254);

/**
 * A guest without anything by which they could be reached: the forms the caller's role sees, made by PostgreSQL. Null
 * is hidden from the role, or not known.
 */
export const ZCustomerOutline = z.object({
  id: z.uuid(),
  locationId: z.uuid(),
  name: z.string().nullable(),
  /** The last two digits. */
  phoneEnding: z.string().nullable(),
  email: z.string().nullable(),
  createdAt: z.iso.datetime(),
});

/** What the caller's orders say of a guest; null where the role sees no orders or no totals. Cancelled and void ones count for nothing. */
export const ZCustomerFigures = z.object({
  orderCount: z.int().nullable(),
  lastOrderAt: z.iso.datetime().nullable(),
  spentMinor: z.int().nullable(),
});

export const ZCustomerRow = z.object({
  ...ZCustomerOutline.shape,
  ...ZCustomerFigures.shape,
});
export type CustomerRow = z.infer<typeof ZCustomerRow>;

export const ZListCustomersInput = z.strictObject({
  locationId: z.uuid().optional(),
  sort: ZCustomerSort.default('last_order'),
  cursor: ZCursor.optional(),
  limit: ZPageSize,
});
export type ListCustomersInput = z.input<typeof ZListCustomersInput>;

export const ZListCustomersOutput = z.object({
  customers: z.array(ZCustomerRow),
  currency: z.string(),
  /** The role sees only guests who consented to be contacted. */
  consentedOnly: z.boolean(),
  nextCursor: z.string().nullable(),
});
export type ListCustomersOutput = z.infer<typeof ZListCustomersOutput>;

/** Exactly a telephone number or exactly an e-mail address. */
export const ZLookUpCustomerInput = z
  .strictObject({ phone: ZPhone.optional(), email: ZGuestEmail.optional() })
  .refine(({ phone, email }) => (phone === undefined) !== (email === undefined), {
    error: 'phone_or_email',
  });
export type LookUpCustomerInput = z.infer<typeof ZLookUpCustomerInput>;

export const ZLookUpCustomerOutput = z.object({
  /** At most five, the newest first: a family may share a number. */
  found: z.array(
    z.object({
      id: z.uuid(),
      locationId: z.uuid(),
      firstName: z.string().nullable(),
      phoneEnding: z.string().nullable(),
    }),
  ),
  uses: ZUses,
});
export type LookUpCustomerOutput = z.infer<typeof ZLookUpCustomerOutput>;

export const ZGetCustomerInput = z.strictObject({ id: z.uuid() });

export const ZGetCustomerOutput = z.object({
  ...ZCustomerOutline.shape,
  ...ZCustomerFigures.shape,
  currency: z.string(),
  /** Which state of the contact data the outline shows; a change names it. */
  version: z.int(),
  /** Null where the role sees no orders. The newest, within the caller's reach. */
  orders: z
    .array(
      z.object({
        id: z.uuid(),
        number: z.int(),
        locationId: z.uuid(),
        channel: ZOrderChannel,
        status: ZOrderStatus,
        placedAt: z.iso.datetime(),
        currency: z.string(),
        totalMinor: z.int().nullable(),
      }),
    )
    .nullable(),
  /** Whether contact data may be shown, and how often the caller has had any shown within the hour. */
  mayReveal: z.boolean(),
  mayUpdate: z.boolean(),
  reveals: ZUses.nullable(),
});
export type GetCustomerOutput = z.infer<typeof ZGetCustomerOutput>;

export const ZRevealCustomerInput = z.strictObject({ id: z.uuid() });

export const ZRevealCustomerOutput = z.object({
  id: z.uuid(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  version: z.int(),
  uses: ZUses,
});
export type RevealCustomerOutput = z.infer<typeof ZRevealCustomerOutput>;

export const ZUpdateCustomerInput = z.strictObject({
  id: z.uuid(),
  /** The version this change was made on; somebody else's change in between is CONFLICT. */
  version: z.int().min(0).max(2_147_483_647),
  /** Null takes a value away. What is left out stays. */
  data: z
    .strictObject({
      name: textOf(120).nullable().optional(),
      phone: ZPhone.nullable().optional(),
      email: ZGuestEmail.nullable().optional(),
    })
    .refine((data) => Object.values(data).some((value) => value !== undefined), {
      error: 'nothing_to_change',
    }),
});
export type UpdateCustomerInput = z.infer<typeof ZUpdateCustomerInput>;

export const ZUpdateCustomerOutput = z.object({ id: z.uuid(), version: z.int() });
