import { ZCancelOrderInput, ZOrderStateOutput } from '@toster/contracts/schemas/orders';
import { tenant } from '../../procedures.ts';
import { assertStep, moveOrder } from './move-order.ts';
import { orderRule } from './order-rows.ts';

/** Takes back an order before the kitchen began; the reason is kept. */
export const cancelOrder = tenant({
  permission: 'orders.cancel_before_cook',
  event: 'order.cancelled',
  at: orderRule,
  cost: 1,
})
  .input(ZCancelOrderInput)
  .output(ZOrderStateOutput)
  .mutation(({ ctx, input: { reason } }) => {
    assertStep(ctx.row, 'cancel', 'cancelled');
    return moveOrder(ctx, 'cancelled', { kind: 'cancel_reason', body: reason });
  });
