import { AppError } from '@toster/contracts/errors';
import { ZGetOrderInput, ZGetOrderOutput } from '@toster/contracts/schemas/orders';
import { tenant } from '../../procedures.ts';
import { loadOrder } from './load-order.ts';
import { viewOf } from './order-view.ts';

/** One order with everything the caller may see of it. Showing contact or address is recorded. */
export const getOrder = tenant({
  permission: 'orders.read',
  event: 'personal_data.read',
  reads: ['customer_contact', 'delivery_address'],
  cost: 2,
})
  .input(ZGetOrderInput)
  .output(ZGetOrderOutput)
  .query(async ({ ctx: { tx, caller, server, recordRead }, input: { id } }) => {
    const found = await loadOrder(tx, caller, id);
    if (found === null) throw new AppError('NOT_FOUND');
    const view = viewOf(found, caller, server.now());
    recordRead('customer_contact', view.customer === null ? [] : [view.customer.id]);
    recordRead('delivery_address', view.delivery === null ? [] : [view.id]);
    return view;
  });
