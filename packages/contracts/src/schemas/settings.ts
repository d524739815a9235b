import { z } from 'zod';
import { QUOTA_POOLS, QUOTA_SPANS } from '../quotas.ts';
import { DOCUMENT_LANGUAGES } from '../locales.ts';
import { ZEmailOrNone, ZPhoneOrNone, ZTimeZone } from './locations.ts';
import { lineOf, optionalLineOf, optionalTextOf } from './primitives.ts';

/** What an organisation says about itself. */
export const ZSettings = z.object({
  name: z.string(),
  legalName: z.string(),
  taxId: z.string(),
  address: z.string(),
  postcode: z.string(),
  city: z.string(),
  phone: z.string(),
  email: z.string(),
  receiptFooter: z.string(),
  language: z.enum(DOCUMENT_LANGUAGES),
  timezone: z.string(),
  /** Fixed when the organisation was set up. */
  country: z.string(),
  currency: z.string(),
  slug: z.string(),
  cell: z.string(),
  /** Goes back with a change, which is refused when somebody was faster. */
  version: z.int(),
});
export type Settings = z.infer<typeof ZSettings>;

/** What is left out stays. The tax number is checked against the rules of the organisation's country. */
export const ZUpdateSettingsInput = z.strictObject({
  version: z.int().min(0).max(2_147_483_647),
  data: z
    .strictObject({
      name: lineOf(80).optional(),
      legalName: optionalLineOf(160).optional(),
      taxId: optionalLineOf(24).optional(),
      address: optionalLineOf(160).optional(),
      postcode: optionalLineOf(16).optional(),
      city: optionalLineOf(80).optional(),
      phone: ZPhoneOrNone.optional(),
      email: ZEmailOrNone.optional(),
      receiptFooter: optionalTextOf(240).optional(),
      language: z.enum(DOCUMENT_LANGUAGES).optional(),
      timezone: ZTimeZone.optional(),
    })
    .refine((data) => Object.values(data).some((value) => value !== undefined), {
      error: 'nothing_to_change',
    }),
});
export type UpdateSettingsInput = z.infer<typeof ZUpdateSettingsInput>;

/** How much of its quotas an organisation has used, in units. */
export const ZUsage = z.object({
  readAt: z.iso.datetime(),
  quotas: z.array(
    z.object({
      pool: z.enum(QUOTA_POOLS),
      span: z.enum(QUOTA_SPANS),
      units: z.int(),
      used: z.int(),
      windowSeconds: z.int(),
      /** Until more becomes free. */
      resetSeconds: z.int(),
    }),
  ),
});
export type Usage = z.infer<typeof ZUsage>;
