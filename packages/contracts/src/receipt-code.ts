/** Letters and digits nobody mistakes for each other on paper. */
export const RECEIPT_CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
export const RECEIPT_CODE_LENGTH = 10;
/** A code as it is kept: 49 bits, in capitals, without a hyphen. */
export const RECEIPT_CODE = new RegExp(`^[${RECEIPT_CODE_ALPHABET}]{${RECEIPT_CODE_LENGTH}}$`);

/** The code of a receipt as somebody reads it off the paper: small letters, spaces and hyphens do not matter. Null for any other text. */
export function readReceiptCode(text: string): string | null {
  const code = text.replaceAll(/[\s-]/gu, '').toUpperCase();
  return RECEIPT_CODE.test(code) ? code : null;
}

/** The code as it is printed, in two halves. */
export function printedReceiptCode(code: string): string {
  const half = RECEIPT_CODE_LENGTH / 2;
  return `${code.slice(0, half)}-${code.slice(half)}`;
}

/** Where everybody who holds the paper finds the receipt, below the console's origin. */
export function paperPath(orgSlug: string, code: string): string {
  return `/r/${orgSlug}/receipt/${code}`;
}
