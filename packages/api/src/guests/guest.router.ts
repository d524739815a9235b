import { router } from '../trpc.ts';
import { decideConsent } from './decide-consent.ts';
import { getSelf } from './get-self.ts';
import { listOwnOrders } from './list-orders.ts';

/** Every procedure of guests. A router of its own: what is not in it does not exist for them. */
export const guestRouter = router({
  self: getSelf,
  orders: listOwnOrders,
  decideConsent,
});

export type GuestRouter = typeof guestRouter;
