import { AppError } from '@toster/contracts/errors';
import {
  type UpdateCustomerInput,
  ZUpdateCustomerInput,
  ZUpdateCustomerOutput,
} from '@toster/contracts/schemas/customers';
import { emailKey, phoneKey } from '@toster/db/look-up-keys';
import { sql } from 'drizzle-orm';
import { tenant } from '../../procedures.ts';
import { customerRule } from './customer-rows.ts';

/** Changes how a guest is reached, without showing what was there. CONFLICT when somebody else has changed it since. */
export const updateCustomer = tenant({
  permission: 'customers.update',
  event: 'customer.updated',
  at: customerRule,
  cost: 2,
})
  .input(ZUpdateCustomerInput)
  .output(ZUpdateCustomerOutput)
  .mutation(async ({ ctx: { tx, caller }, input: { id, version, data } }) => {
    const change = JSON.stringify(withKeys(data, caller.org.country));
    const [made] = await tx.execute<{ version: number | null }>(
      sql`select app.update_guest(${id}::uuid, ${version}, ${change}::jsonb) as version`,
    );
    if (made === undefined || made.version === null) throw new AppError('CONFLICT');
    return { id, version: made.version };
  });

/** The change with the keys by which the guest will be looked up. */
function withKeys({ name, phone, email }: UpdateCustomerInput['data'], country: string) {
  return {
    ...(name === undefined ? {} : { name }),
    ...(phone === undefined
      ? {}
      : { phone, phone_key: phone === null ? null : phoneKey(phone, country) }),
    ...(email === undefined ? {} : { email, email_key: email === null ? null : emailKey(email) }),
  };
}
