import { router } from '../../trpc.ts';
import { getAttention } from './get-attention.ts';
import { getFigures } from './get-figures.ts';
import { getQueue } from './get-queue.ts';

export const homeRouter = router({
  attention: getAttention,
  figures: getFigures,
  queue: getQueue,
});
