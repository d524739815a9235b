import { z } from 'zod';
import { ALLERGENS } from '../allergens.ts';
import { ZMinor, optionalTextOf, textOf } from './primitives.ts';

export const ZAllergen = z.enum(ALLERGENS);
const ZAllergens = z
  .array(ZAllergen)
  .max(ALLERGENS.length)
  .refine((list) => new Set(list).size === list.length, { error: 'repeated' });
/** One of the tax classes of the organisation's country (`tax.ts`); which those are is checked with the organisation at hand. */
export const ZTaxClass = z.string().regex(/^[a-z][a-z_]{0,31}$/);

export const ZListMenuInput = z.strictObject({ locationId: z.uuid() });

export const ZMenuItem = z.object({
  id: z.uuid(),
  locationId: z.uuid(),
  categoryId: z.uuid(),
  name: z.string(),
  description: z.string(),
  /** Null where the role does not see prices. */
  priceMinor: z.int().nullable(),
  currency: z.string(),
  taxClass: z.string(),
  allergens: z.array(z.string()),
  available: z.boolean(),
  position: z.int(),
});
export type MenuItem = z.infer<typeof ZMenuItem>;

export const ZListMenuOutput = z.object({
  locationId: z.uuid(),
  currency: z.string(),
  pricesIncludeTax: z.boolean(),
  categories: z.array(
    z.object({ id: z.uuid(), name: z.string(), position: z.int(), items: z.array(ZMenuItem) }),
  ),
});
export type ListMenuOutput = z.infer<typeof ZListMenuOutput>;

export const ZCreateMenuItemInput = z.strictObject({
  locationId: z.uuid(),
  categoryId: z.uuid(),
  name: textOf(120),
  description: optionalTextOf(500).default(''),
  priceMinor: ZMinor,
  taxClass: ZTaxClass,
  allergens: ZAllergens.default([]),
});

export const ZEditMenuItemInput = z.strictObject({
  id: z.uuid(),
  data: z
    .strictObject({
      categoryId: z.uuid().optional(),
      name: textOf(120).optional(),
      description: optionalTextOf(500).optional(),
      taxClass: ZTaxClass.optional(),
      allergens: ZAllergens.optional(),
      position: z.int().min(0).max(10_000).optional(),
    })
    .refine((data) => Object.values(data).some((value) => value !== undefined), {
      error: 'nothing_to_change',
    }),
});

export const ZPriceMenuItemInput = z.strictObject({ id: z.uuid(), priceMinor: ZMinor });
export const ZSetMenuItemAvailabilityInput = z.strictObject({
  id: z.uuid(),
  available: z.boolean(),
});
