import { router } from '../../trpc.ts';
import { getReceipt } from './get-receipt.ts';
import { reprintReceipt } from './reprint-receipt.ts';

export const receiptsRouter = router({
  get: getReceipt,
  reprint: reprintReceipt,
});
