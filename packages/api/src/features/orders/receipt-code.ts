import { randomInt } from 'node:crypto';
import { RECEIPT_CODE_ALPHABET, RECEIPT_CODE_LENGTH } from '@toster/contracts/receipt-code';

/** A code by which a receipt is found again: 49 random bits, unique within the organisation by its key. */
export function receiptCode(): string {
  return Array.from({ length: RECEIPT_CODE_LENGTH }, () =>
    RECEIPT_CODE_ALPHABET.charAt(randomInt(RECEIPT_CODE_ALPHABET.length)),
  ).join('');
}
