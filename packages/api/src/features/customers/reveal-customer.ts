import { ZRevealCustomerInput, ZRevealCustomerOutput } from '@toster/contracts/schemas/customers';
import { customerContact } from '@toster/db/schema/customer';
import { and, eq } from 'drizzle-orm';
import { tenant } from '../../procedures.ts';
import { partsAt, pickOf } from '../../rows.ts';
import { customerRule, placeOf } from './customer-rows.ts';

/**
 * Shows how a guest is reached. Counted, and beyond twenty within an hour only with a fresh proof; every showing is
 * recorded. Whoever works with orders in hand sees the guests of those, and nobody else's.
 */
export const revealCustomer = tenant({
  permission: 'customers.read_full',
  counted: true,
  event: 'personal_data.read',
  reads: ['customer_contact'],
  at: customerRule,
  cost: 2,
})
  .input(ZRevealCustomerInput)
  .output(ZRevealCustomerOutput)
  .query(async ({ ctx: { tx, caller, row, uses, recordRead }, input: { id } }) => {
    if (uses === null) throw new Error('a showing that was not counted');
    const [contact] = await tx
      .select()
      .from(customerContact)
      .where(and(eq(customerContact.orgId, caller.orgId), eq(customerContact.customerId, id)));
    const pick = pickOf(
      partsAt(caller.rights, 'customers.read_full', placeOf(row, caller.staffId)),
    );
    const shows = (field: 'customer.name' | 'customer.phone' | 'customer.email') =>
      pick === null || pick[field] === 'full';
    recordRead('customer_contact', contact === undefined ? [] : [id]);
    return {
      id,
      name: shows('customer.name') ? (contact?.name ?? null) : null,
      phone: shows('customer.phone') ? (contact?.phone ?? null) : null,
      email: shows('customer.email') ? (contact?.email ?? null) : null,
      version: contact?.version ?? 0,
      uses,
    };
  });
