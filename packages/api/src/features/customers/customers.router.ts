import { router } from '../../trpc.ts';
import { getCustomer } from './get-customer.ts';
import { listCustomers } from './list-customers.ts';
import { lookUpCustomer } from './look-up-customer.ts';
import { revealCustomer } from './reveal-customer.ts';
import { updateCustomer } from './update-customer.ts';

export const customersRouter = router({
  list: listCustomers,
  get: getCustomer,
  lookUp: lookUpCustomer,
  reveal: revealCustomer,
  update: updateCustomer,
});
