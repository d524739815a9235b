import { router } from '../../trpc.ts';
import { advanceOrder } from './advance-order.ts';
import { cancelOrder } from './cancel-order.ts';
import { createOrder } from './create-order.ts';
import { getOrder } from './get-order.ts';
import { listOrders } from './list-orders.ts';
import { voidOrder } from './void-order.ts';

export const ordersRouter = router({
  list: listOrders,
  get: getOrder,
  create: createOrder,
  advance: advanceOrder,
  void: voidOrder,
  cancel: cancelOrder,
});
