import type { HumanRole } from '@toster/contracts/rbac/roles';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { newId } from '@toster/contracts/ids';
import { createCustomer } from './factories/customer.ts';
import { createOrder } from './factories/order.ts';
import { createRestaurant } from './factories/restaurant.ts';

/** A restaurant of a test’s own in a database that others use as well. */
export type OwnRestaurant = {
  readonly orgId: string;
  readonly name: string;
  readonly slug: string;
  /** Of a guest. */
  readonly guestEmail: string;
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
  options: {
    readonly roles: readonly HumanRole[];
    readonly like: string;
    /** So many orders of the guest, one a day. */
    readonly guestOrders?: number;
  },
): Promise<OwnRestaurant> {
  const connection = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    const [password] = await connection<{ phc: string; pepperKid: string }[]>`
      select p.phc, p.pepper_kid as "pepperKid" from auth.password p
      join auth.account a on a.id = p.account_id where a.email = ${options.like}`;
    if (password === undefined) throw new Error(`nobody is known as ${options.like}`);
    const { org, members, guest } = await drizzle(connection).transaction(async (tx) => {
      const made = await createRestaurant(tx, { roles: options.roles, password });
      const email = `guest-${newId()}@example.test`;
      const customer = await createCustomer(tx, made.place, { name: 'Ганна', email });
      const [item] = made.menu.items;
      for (let day = 0; day < (options.guestOrders ?? 0) && item !== undefined; day += 1)
        await createOrder(tx, {
          place: made.place,
          lines: [{ item, quantity: 2 }],
          customer,
          placedAt: new Date(Date.now() - day * 86_400_000),
          ...(day === 0 ? {} : { status: 'delivered' }),
        });
      return { ...made, guest: email };
    });
    const emails = Object.fromEntries(
      Object.entries(members).map(([role, member]) => [role, member.email]),
    );
    const { orgId, name, slug } = org;
    return {
      orgId,
      name,
      slug,
      guestEmail: guest,
      emails: { ...emails, owner: members.owner.email },
    };
  } finally {
    await connection.end({ timeout: 5 });
  }
}
