import { readReceiptCode } from '@toster/contracts/receipt-code';
import type { GetReceiptInput } from '@toster/contracts/schemas/receipts';
import { parseAsId } from '#features/filters/parsers.ts';

/** Where a receipt is looked at in the console, by its code or its id. */
export function receiptPath(codeOrId: string): string {
  return `/receipts/${codeOrId}`;
}

/**
 * What the last part of a receipt's address asks for: a code as it is kept, or an id. `elsewhere` is the proper address
 * of a code in another spelling; null for anything else.
 */
export function receiptMeant(
  text: string,
): { readonly input: GetReceiptInput } | { readonly elsewhere: string } | null {
  const id = parseAsId.parse(text);
  if (id !== null) return { input: { id: id.toLowerCase() } };
  const code = readReceiptCode(text);
  if (code === null) return null;
  return code === text ? { input: { code } } : { elsewhere: receiptPath(code) };
}
