import { AppError } from '@toster/contracts/errors';
import { type OrderState, transitionBetween } from '@toster/contracts/orders/states';
import { ZAdvanceOrderInput, ZOrderStateOutput } from '@toster/contracts/schemas/orders';
import { tenant } from '../../procedures.ts';
import { moveOrder } from './move-order.ts';
import { type OrderRow, orderRule } from './order-rows.ts';

/** Moves an order one step on its way to the guest. Which permission that takes depends on the step. */
export const advanceOrder = tenant({
  permission: {
    anyOf: ['orders.create', 'kitchen_tickets.advance', 'packing.pack', 'deliveries.advance'],
    decide: ({ to }: { to: OrderState }, order: OrderRow) => {
      const step = transitionBetween(order.status, to);
      if (step?.kind !== 'advance')
        throw new AppError('ORDER_STATE_INVALID', { details: { state: order.status } });
      return step.permission;
    },
  },
  event: 'order.advanced',
  at: orderRule,
  cost: 1,
})
  .input(ZAdvanceOrderInput)
  .output(ZOrderStateOutput)
  .mutation(({ ctx, input: { to } }) => moveOrder(ctx, to));
