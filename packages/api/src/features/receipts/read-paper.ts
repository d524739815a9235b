import { attempt } from '@toster/auth/limits/attempt';
import { paperGates } from '@toster/auth/limits/attempt-gates';
import { AppError } from '@toster/contracts/errors';
import { readReceiptCode } from '@toster/contracts/receipt-code';
import { sellerOf } from '@toster/contracts/receipt-seller';
import {
  type Paper,
  ZPaper,
  ZReceiptLine,
  ZReceiptSeller,
  ZReceiptTax,
} from '@toster/contracts/schemas/receipts';
import { ZPaymentMethod } from '@toster/contracts/schemas/orders';
import { parsedJson } from '@toster/db/parsed-json';
import { withTenant } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { paperOf } from './receipt-view.ts';

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const SLUG_LENGTH = 100;

/** What `app.paper()` answers. */
const ZFound = z.object({
  code: z.string(),
  number: z.int(),
  issued_at: z.coerce.date(),
  currency: z.string(),
  lines: z.array(ZReceiptLine),
  seller: ZReceiptSeller.nullable(),
  taxes: z.array(ZReceiptTax).nullable(),
  subtotal_minor: z.int(),
  tax_minor: z.int(),
  total_minor: z.int(),
  order_number: z.int(),
  order_status: z.string(),
  payments: z.array(
    z.object({ method: ZPaymentMethod, amount_minor: z.int(), tip_minor: z.int() }),
  ),
  today: z.object({
    org: z.object({ name: z.string(), country: z.string(), locale: z.string() }),
    location: z.object({ name: z.string(), city: z.string(), timezone: z.string() }),
    org_profile: z
      .object({
        legal_name: z.string(),
        tax_id: z.string(),
        address: z.string(),
        postcode: z.string(),
        city: z.string(),
        phone: z.string(),
        receipt_footer: z.string(),
      })
      .nullable(),
    location_profile: z
      .object({ address: z.string(), postcode: z.string(), phone: z.string() })
      .nullable(),
  }),
});

const ZAnswer = z.preprocess(parsedJson, ZFound.nullable());

/**
 * The receipt of which somebody holds the paper, by the organisation and the code that stand on it; null where there is
 * none. Nobody need be signed in: the code is the proof. PostgreSQL itself gives out nothing but that one paper, without
 * guest, members or card. A code that opens nothing is counted against the visitor's address, and an
 * address that was wrong too often finds nothing, however it came here.
 */
export async function readPaper(
  ctx: Pick<Context, 'server' | 'requestId' | 'address'>,
  named: { readonly slug: string; readonly code: string },
): Promise<Paper | null> {
  const code = readReceiptCode(named.code);
  const { slug } = named;
  if (code === null || slug.length > SLUG_LENGTH || !SLUG.test(slug)) return null;
  const { keys, log } = ctx.server.auth.attempts;
  const tried = attempt(log, paperGates(keys, ctx.address), async () => {
    const found = await lookUp(ctx, { slug, code });
    return found === null
      ? { ok: false, failure: null }
      : { ok: true, value: ZPaper.parse(paperFrom(found)) };
  });
  const read = await tried.catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'TOO_MANY_ATTEMPTS')
      return { ok: false } as const;
    throw error;
  });
  return read.ok ? read.value : null;
}

async function lookUp(
  ctx: Pick<Context, 'server' | 'requestId'>,
  paper: { readonly slug: string; readonly code: string },
): Promise<z.infer<typeof ZFound> | null> {
  const [row] = await withTenant(
    ctx.server.app,
    {
      kind: 'paper',
      org: null,
      caps: {},
      action: 'receipt.shown',
      request: ctx.requestId,
      source: 'console',
      paper,
    },
    async (tx) => tx.execute<{ paper: unknown }>(sql`select app.paper() as paper`),
    'read',
  );
  return ZAnswer.parse(row?.paper ?? null);
}

function paperFrom(found: z.infer<typeof ZFound>): Paper {
  const { org, location, org_profile: business, location_profile: place } = found.today;
  const today = sellerOf({
    org,
    location,
    orgProfile:
      business === null
        ? null
        : {
            ...business,
            legalName: business.legal_name,
            taxId: business.tax_id,
            receiptFooter: business.receipt_footer,
          },
    locationProfile: place,
  });
  return paperOf(
    {
      ...found,
      issuedAt: found.issued_at,
      subtotalMinor: found.subtotal_minor,
      taxMinor: found.tax_minor,
      totalMinor: found.total_minor,
    },
    { number: found.order_number, status: found.order_status },
    found.payments.map((payment) => ({
      method: payment.method,
      amountMinor: payment.amount_minor,
      tipMinor: payment.tip_minor,
      card: null,
    })),
    today,
  );
}
