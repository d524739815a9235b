import { AppError } from '@toster/contracts/errors';
import { ZReprintReceiptInput, ZReprintReceiptOutput } from '@toster/contracts/schemas/receipts';
import { receiptCopy } from '@toster/db/schema/receipt';
import { and, eq, sql } from 'drizzle-orm';
import { tenant } from '../../procedures.ts';
import { loadSeller } from './load-seller.ts';
import { meant, paymentsOf, receiptRule } from './receipt-rows.ts';
import { receiptOf } from './receipt-view.ts';

/**
 * Records that a copy is printed and answers with what stands on it. Copies of a receipt are numbered from 1 without a
 * gap: the receipt's order is locked until the commit, and a copy that is not recorded has taken no number.
 */
export const reprintReceipt = tenant({
  permission: 'receipts.reprint_send',
  event: 'receipt.reprinted',
  at: receiptRule,
  cost: 2,
})
  .input(ZReprintReceiptInput)
  .output(ZReprintReceiptOutput)
  .mutation(async ({ ctx: { tx, caller, server, row }, input: { id } }) => {
    const { orgId, staffId } = caller;
    const { receipt } = row;
    const ofReceipt = and(eq(receiptCopy.orgId, orgId), eq(receiptCopy.receiptId, id));
    const [[made], payments, today] = await Promise.all([
      tx
        .insert(receiptCopy)
        .values({
          orgId,
          receiptId: id,
          seq: sql`(select coalesce(max(${receiptCopy.seq}), 0) + 1 from ${receiptCopy} where ${ofReceipt})`,
          locationId: receipt.locationId,
          number: receipt.number,
          staffId,
          at: new Date(server.now()),
        })
        .returning({ seq: receiptCopy.seq }),
      paymentsOf(tx, meant(orgId, { id })),
      loadSeller(tx, orgId, receipt.locationId),
    ]);
    if (made === undefined || today === null) throw new AppError('NOT_FOUND');
    const paid = payments.map(({ payment: { method, amountMinor, tipMinor } }) => ({
      method,
      amountMinor,
      tipMinor,
      card: null,
    }));
    const { since, ...paper } = receiptOf(row, paid, today);
    return { receipt: paper, since, seq: made.seq };
  });
