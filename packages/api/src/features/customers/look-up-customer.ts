import { ZLookUpCustomerInput, ZLookUpCustomerOutput } from '@toster/contracts/schemas/customers';
import { emailKey, phoneKey } from '@toster/db/look-up-keys';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { tenant } from '../../procedures.ts';

const ZFound = z.object({
  id: z.string(),
  location_id: z.string(),
  first_name: z.string().nullable(),
  phone_ending: z.string().nullable(),
});

/**
 * Finds guests by exactly their telephone number or exactly their e-mail address: first name and two digits, whoever
 * asks. Every look-up is counted, also one that finds nobody; what it shows is recorded.
 */
export const lookUpCustomer = tenant({
  permission: 'customers.lookup_exact',
  counted: true,
  event: 'personal_data.read',
  reads: ['customer_contact'],
  cost: 2,
})
  .input(ZLookUpCustomerInput)
  .output(ZLookUpCustomerOutput)
  .query(async ({ ctx: { tx, caller, uses, recordRead }, input: { phone, email } }) => {
    if (uses === null) throw new Error('a look-up that was not counted');
    const byPhone = phone === undefined ? null : phoneKey(phone, caller.org.country);
    const byEmail = email === undefined ? null : emailKey(email);
    const rows = await tx.execute(
      sql`select id, location_id, first_name, phone_ending from app.find_guest(${byPhone}::text, ${byEmail}::text)`,
    );
    const found = z.array(ZFound).parse(rows);
    recordRead(
      'customer_contact',
      found.map(({ id }) => id),
    );
    return {
      found: found.map((row) => ({
        id: row.id,
        locationId: row.location_id,
        firstName: row.first_name,
        phoneEnding: row.phone_ending,
      })),
      uses,
    };
  });
