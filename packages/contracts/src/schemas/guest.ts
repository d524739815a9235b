import { z } from 'zod';
import { CONSENT_PURPOSES } from '../consents.ts';
import { CONSENT_TEXTS } from '../consent-texts.ts';
import { DOCUMENT_LANGUAGES } from '../locales.ts';
import { ZOrderChannel, ZOrderStatus } from './orders.ts';

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** A restaurant's short name, as it stands in addresses. */
export const ZSlug = z.string().max(100).regex(SLUG);
export const ZGuestLanguage = z.enum(DOCUMENT_LANGUAGES);

export const ZAskGuestCodeInput = z.strictObject({
  slug: ZSlug,
  email: z.string().trim().min(3).max(254),
  language: ZGuestLanguage,
});
/** With this and the digits of the letter one signs in. It looks the same whether a letter was sent or not. */
export const ZAskGuestCodeOutput = z.object({ challenge: z.string() });

export const ZEnterGuestCodeInput = z.strictObject({
  challenge: z.string().max(100),
  code: z.string().regex(/^\d{6}$/),
});

/** What a guest has said to one purpose last. */
export const ZConsentState = z.object({
  purpose: z.enum(CONSENT_PURPOSES),
  given: z.boolean(),
  at: z.iso.datetime(),
  textVersion: z.string(),
});

/** What a restaurant knows of the guest who asks. */
export const ZGuestSelf = z.object({
  org: z.object({
    slug: z.string(),
    name: z.string(),
    country: z.string(),
    locale: z.string(),
    timezone: z.string(),
  }),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  since: z.iso.datetime(),
  consents: z.array(ZConsentState),
});
export type GuestSelf = z.infer<typeof ZGuestSelf>;

export const ZGuestOrder = z.object({
  id: z.uuid(),
  number: z.int(),
  status: ZOrderStatus,
  channel: ZOrderChannel,
  placedAt: z.iso.datetime(),
  location: z.string(),
  currency: z.string(),
  totalMinor: z.int(),
  /** Opens the receipt; null where none was made. */
  receipt: z.string().nullable(),
  lines: z.array(z.object({ name: z.string(), quantity: z.int(), totalMinor: z.int() })),
});
export type GuestOrder = z.infer<typeof ZGuestOrder>;

export const ZGuestOrdersInput = z.strictObject({
  /** Where the list goes on: the last order that was shown. */
  after: z.uuid().optional(),
});
export const ZGuestOrdersOutput = z.object({
  orders: z.array(ZGuestOrder),
  /** There are older ones. */
  hasMore: z.boolean(),
});

export const ZDecideConsentInput = z.strictObject({
  purpose: z.enum(CONSENT_PURPOSES),
  given: z.boolean(),
  /** Which text was read, in which language. */
  textVersion: z.enum(Object.keys(CONSENT_TEXTS)),
  language: ZGuestLanguage,
});
