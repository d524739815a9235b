import type { HumanRole } from '@toster/contracts/rbac/roles';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { createRestaurant } from './factories/restaurant.ts';

/** A restaurant of a test’s own in a database that others use as well. */
export type OwnRestaurant = {
  readonly orgId: string;
  readonly name: string;
  /** Whom to sign in as. */
  readonly emails: Readonly<Partial<Record<HumanRole, string>>> & { readonly owner: string };
};

/**
 * Founds a restaurant with one member for each role, all with the password of `like`. For tests that change what holds
 * for everybody there.
 * @param adminUrl a superuser's URL
 */
export async function openRestaurant(
  adminUrl: string,
  options: { readonly roles: readonly HumanRole[]; readonly like: string },
): Promise<OwnRestaurant> {
  const connection = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    const [password] = await connection<{ phc: string; pepperKid: string }[]>`
      select p.phc, p.pepper_kid as "pepperKid" from auth.password p
      join auth.account a on a.id = p.account_id where a.email = ${options.like}`;
    if (password === undefined) throw new Error(`nobody is known as ${options.like}`);
    const { org, members } = await drizzle(connection).transaction((tx) =>
      createRestaurant(tx, { roles: options.roles, password }),
    );
    const emails = Object.fromEntries(
      Object.entries(members).map(([role, member]) => [role, member.email]),
    );
    return { orgId: org.orgId, name: org.name, emails: { ...emails, owner: members.owner.email } };
  } finally {
    await connection.end({ timeout: 5 });
  }
}
