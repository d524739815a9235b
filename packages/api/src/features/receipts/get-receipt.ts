import { AppError } from '@toster/contracts/errors';
import {
  type Receipt,
  ZGetReceiptInput,
  ZGetReceiptOutput,
} from '@toster/contracts/schemas/receipts';
import { receipt, receiptCopy } from '@toster/db/schema/receipt';
import { staffDirectory } from '@toster/db/schema/staff';
import type { TenantReadTx } from '@toster/db/tenant';
import { and, desc, eq, type SQL } from 'drizzle-orm';
import type { Caller } from '../../middleware/authenticate.ts';
import { tenant } from '../../procedures.ts';
import { partsAt, pickOf, type Place, reaches } from '../../rows.ts';
import { placeOf } from '../orders/order-rows.ts';
import { loadSeller } from './load-seller.ts';
import { findReceipt, meant, paymentsOf, placeOfReceipt } from './receipt-rows.ts';
import { receiptOf } from './receipt-view.ts';

/** Copies shown of an order's receipts; their numbers tell of the older ones. */
const COPIES_SHOWN = 100;

/**
 * One receipt with all that stands on the paper, and the newest copies printed of it. Throws NOT_FOUND where there is none or
 * `receipts.read` does not reach its place.
 */
export const getReceipt = tenant({ permission: 'receipts.read', cost: 1 })
  .input(ZGetReceiptInput)
  .output(ZGetReceiptOutput)
  .query(async ({ ctx: { tx, caller }, input }) => {
    const { orgId, rights, staffId } = caller;
    const where = meant(orgId, input);
    // Asked together, so all of it costs one round trip; without the receipt the rest is thrown away.
    const [row, payments, copies, today] = await Promise.all([
      findReceipt(tx, where, rights, staffId),
      paymentsOf(tx, where),
      copiesOf(tx, where),
      loadSeller(tx, orgId, placeOfReceipt(tx, where)),
    ]);
    if (row === undefined || today === null) throw new AppError('NOT_FOUND');
    const place = placeOf(row.order, staffId);
    const shown = payments
      .filter(({ receiptId }) => receiptId === row.receipt.id)
      .map((each) => paymentOn(each, caller, place));
    const { since, ...paper } = receiptOf(row, shown, today);
    return {
      receipt: paper,
      since,
      mayReprint: reaches(rights, 'receipts.reprint_send', place),
      copies: copies
        .filter(({ copy }) => copy.receiptId === row.receipt.id)
        .toReversed()
        .map(({ copy, firstName }) => ({
          seq: copy.seq,
          at: copy.at.toISOString(),
          by: { id: copy.staffId, firstName },
        })),
    };
  });

function paymentOn(
  { payment, brand, last4 }: Awaited<ReturnType<typeof paymentsOf>>[number],
  { rights }: Caller,
  place: Place,
): Receipt['payments'][number] {
  const parts = partsAt(rights, 'payments.read', place);
  const pick = pickOf(parts);
  const showsCard = parts.length > 0 && (pick === null || pick['payment.card'] === 'last4');
  return {
    method: payment.method,
    amountMinor: payment.amountMinor,
    tipMinor: payment.tipMinor,
    card: showsCard && brand !== null && last4 !== null ? { brand, last4 } : null,
  };
}

/** The newest copies of the receipts that are meant. */
function copiesOf(tx: TenantReadTx, where: SQL) {
  return tx
    .select({ copy: receiptCopy, firstName: staffDirectory.firstName })
    .from(receiptCopy)
    .innerJoin(
      receipt,
      and(eq(receipt.orgId, receiptCopy.orgId), eq(receipt.id, receiptCopy.receiptId)),
    )
    .leftJoin(
      staffDirectory,
      and(
        eq(staffDirectory.orgId, receiptCopy.orgId),
        eq(staffDirectory.staffId, receiptCopy.staffId),
      ),
    )
    .where(where)
    .orderBy(desc(receiptCopy.seq))
    .limit(COPIES_SHOWN);
}
