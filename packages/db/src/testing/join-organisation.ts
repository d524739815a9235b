import { newId } from '@toster/contracts/ids';
import type { HumanRole } from '@toster/contracts/rbac/roles';
import postgres from 'postgres';

/**
 * Makes the person of an address a member of one more organisation, everywhere in it.
 * @param adminUrl a superuser's URL
 */
export async function joinOrganisation(
  adminUrl: string,
  joining: { readonly email: string; readonly slug: string; readonly role: HumanRole },
): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, fetch_types: false, onnotice: () => undefined });
  const id = newId();
  try {
    await sql.begin(async (tx) => {
      const [place] = await tx<{ org_id: string; account_id: string }[]>`
        select o.org_id, a.id as account_id from org o, auth.account a
        where o.slug = ${joining.slug} and a.email = ${joining.email}`;
      if (!place) throw new Error('There is no such person or organisation.');
      await tx`insert into membership (org_id, id, account_id) values (${place.org_id}, ${id}, ${place.account_id})`;
      await tx`insert into membership_grant (org_id, id, membership_id, role)
        values (${place.org_id}, ${newId()}, ${id}, ${joining.role})`;
      await tx`insert into staff (org_id, id) values (${place.org_id}, ${id})`;
      await tx`insert into staff_directory (org_id, staff_id, first_name) values (${place.org_id}, ${id}, 'Newcomer')`;
    });
  } finally {
    await sql.end({ timeout: 5 });
  }
}
