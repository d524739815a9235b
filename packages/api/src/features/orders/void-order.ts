import { ZOrderStateOutput, ZVoidOrderInput } from '@toster/contracts/schemas/orders';
import { tenant } from '../../procedures.ts';
import { assertStep, moveOrder } from './move-order.ts';
import { orderRule } from './order-rows.ts';

/** Takes back an order on which the kitchen has begun to work; the reason is kept. */
export const voidOrder = tenant({
  permission: 'orders.void_after_cook',
  event: 'order.voided',
  stepUp: true,
  at: orderRule,
  cost: 2,
})
  .input(ZVoidOrderInput)
  .output(ZOrderStateOutput)
  .mutation(({ ctx, input: { reason } }) => {
    assertStep(ctx.row, 'void', 'voided');
    return moveOrder(ctx, 'voided', { kind: 'void_reason', body: reason });
  });
