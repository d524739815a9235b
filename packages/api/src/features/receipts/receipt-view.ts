import type { Paper, Receipt, ReceiptSeller, ReceiptTax } from '@toster/contracts/schemas/receipts';
import {
  isTaxCountry,
  TAX_RULES,
  type TaxedLine,
  type TaxRules,
  taxSharesOf,
} from '@toster/contracts/tax';
import type { ReceiptRow } from './receipt-rows.ts';

/** What is kept of a receipt, wherever it was read from. */
export type KeptReceipt = Pick<
  ReceiptRow['receipt'],
  | 'code'
  | 'number'
  | 'issuedAt'
  | 'currency'
  | 'lines'
  | 'seller'
  | 'taxes'
  | 'subtotalMinor'
  | 'taxMinor'
  | 'totalMinor'
>;

/**
 * A receipt as it stands on paper. `today` is the seller by the present settings, named where the receipt is older than
 * the column that keeps the seller of its day.
 */
export function paperOf(
  kept: KeptReceipt,
  order: { readonly number: number; readonly status: string },
  payments: Paper['payments'],
  today: ReceiptSeller,
): Paper {
  const seller = kept.seller ?? today;
  return {
    code: kept.code,
    number: kept.number,
    orderNumber: order.number,
    issuedAt: kept.issuedAt.toISOString(),
    currency: kept.currency,
    seller,
    sellerAsOf: kept.seller === null ? 'today' : 'issue',
    lines: kept.lines.map((line) => ({ ...line })),
    taxes: [...(kept.taxes ?? taxesAgain(seller.country, kept))],
    pricesIncludeTax: rulesOf(seller.country)?.inclusive ?? true,
    subtotalMinor: kept.subtotalMinor,
    taxMinor: kept.taxMinor,
    totalMinor: kept.totalMinor,
    payments,
    since: sinceOf(order.status),
  };
}

function sinceOf(status: string): Paper['since'] {
  if (status === 'refunded') return 'refunded';
  return status === 'cancelled' || status === 'voided' ? 'cancelled' : null;
}

function rulesOf(country: string): TaxRules | null {
  return isTaxCountry(country) ? TAX_RULES[country] : null;
}

/**
 * The taxes of an older receipt, computed again. None where today's rules do not lead to the very sums that the receipt
 * states: a table that does not add up is not printed.
 */
function taxesAgain(
  country: string,
  kept: Pick<KeptReceipt, 'lines' | 'subtotalMinor' | 'taxMinor' | 'totalMinor'>,
): readonly ReceiptTax[] {
  const rules = rulesOf(country);
  if (rules === null || !isTaxCountry(country)) return [];
  if (!kept.lines.every(({ taxClass }) => Object.hasOwn(rules.classes, taxClass))) return [];
  const shares = taxSharesOf(country, kept.lines satisfies readonly TaxedLine[]);
  const sum = (of: (share: ReceiptTax) => number) =>
    shares.reduce((total, share) => total + of(share), 0);
  const agrees =
    sum((share) => share.netMinor) === kept.subtotalMinor &&
    sum((share) => share.exciseMinor + share.taxMinor) === kept.taxMinor &&
    sum((share) => share.grossMinor) === kept.totalMinor;
  return agrees ? shares : [];
}

/** The same with its ids, for those who work with it, and with what they may see of cards. */
export function receiptOf(
  { receipt, order }: ReceiptRow,
  payments: Receipt['payments'],
  today: ReceiptSeller,
): Receipt & Pick<Paper, 'since'> {
  const bare = payments.map((payment) => ({ ...payment, card: null }));
  const { id, orderId, locationId } = receipt;
  return { ...paperOf(receipt, order, bare, today), id, orderId, locationId, payments };
}
