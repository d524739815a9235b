import { RECEIPT_CODE_ALPHABET, RECEIPT_CODE_LENGTH } from '@toster/contracts/receipt-code';
import { type BillTotals, isTaxCountry, taxSharesOf } from '@toster/contracts/tax';
import { payment, paymentCard, receipt, type ReceiptLine } from '../../schema/index.ts';
import type { Place } from './menu.ts';
import type { Rows } from './rows.ts';
import type { Source } from './source.ts';

export type PaymentInput = {
  readonly method: 'cash' | 'card' | 'external';
  readonly tipMinor?: number;
  readonly card?: { readonly brand: string; readonly last4: string };
};

/** An order as its payment and receipt see it. */
export type Sale = BillTotals & {
  readonly orgId: string;
  readonly orderId: string;
  readonly locationId: string;
  readonly customerId: string | null;
  readonly currency: string;
  readonly at: Date;
};

const CODE_ALPHABET = [...RECEIPT_CODE_ALPHABET];

/** Adds the payment of the whole bill and returns its id. */
export function paymentRows(
  rows: Rows,
  source: Source,
  sale: Sale,
  input: PaymentInput,
  status: 'taken' | 'refunded',
): string {
  const id = source.id(sale.at);
  rows.add(payment, {
    orgId: sale.orgId,
    id,
    locationId: sale.locationId,
    orderId: sale.orderId,
    method: input.method,
    status,
    amountMinor: sale.totalMinor,
    tipMinor: input.tipMinor ?? 0,
    currency: sale.currency,
    createdAt: sale.at,
  });
  if (input.card) {
    rows.add(paymentCard, {
      orgId: sale.orgId,
      paymentId: id,
      locationId: sale.locationId,
      customerId: sale.customerId,
      ...input.card,
    });
  }
  return id;
}

/** Adds the receipt of a bill and returns its id. It keeps seller and taxes where the place says who sells. */
export function receiptRows(
  rows: Rows,
  source: Source,
  sale: Sale,
  lines: readonly ReceiptLine[],
  number: number,
  of: Place,
): string {
  const id = source.id(sale.at);
  rows.add(receipt, {
    orgId: sale.orgId,
    id,
    locationId: sale.locationId,
    orderId: sale.orderId,
    number,
    issuedAt: sale.at,
    lines: lines.map(({ name, quantity, unitPriceMinor, lineTotalMinor, taxClass }) => ({
      name,
      quantity,
      unitPriceMinor,
      lineTotalMinor,
      taxClass,
    })),
    currency: sale.currency,
    subtotalMinor: sale.subtotalMinor,
    taxMinor: sale.taxMinor,
    totalMinor: sale.totalMinor,
    seller: of.seller ?? null,
    taxes:
      of.seller !== undefined && isTaxCountry(of.org.country)
        ? taxSharesOf(of.org.country, lines)
        : null,
    code: Array.from({ length: RECEIPT_CODE_LENGTH }, () => source.rng.pick(CODE_ALPHABET)).join(
      '',
    ),
  });
  return id;
}
