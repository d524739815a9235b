import { newId } from '@toster/contracts/ids';
import type { HumanRole } from '@toster/contracts/rbac/roles';
import { createCustomer } from '@toster/db/testing/factories/customer';
import type { Restaurant } from '@toster/db/testing/factories/restaurant';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type Kitchen, memberOf, openKitchen } from './kitchen.ts';

/** A restaurant of its own for each test of a file, and guests in it. */
export function customerStage() {
  let kitchen: Kitchen;
  let restaurant: Restaurant;
  beforeAll(async () => {
    kitchen = await openKitchen();
  });
  beforeEach(async () => {
    restaurant = await kitchen.restaurant();
  });
  afterAll(() => kitchen.close());

  const as = (role: HumanRole) => memberOf(restaurant, role);
  return {
    get kitchen() {
      return kitchen;
    },
    get restaurant() {
      return restaurant;
    },
    as,
    guest: (input: Parameters<typeof createCustomer>[2] = {}, place = restaurant.place) =>
      kitchen.database.maintenance.run(
        restaurant.org.orgId,
        { action: 'customer.updated', request: newId(), part: 0 },
        (tx) => createCustomer(tx, place, input),
      ),
    /** The second location, where only the owner works. */
    elsewhere: () => ({ ...restaurant.place, location: restaurant.locations[1] }),
    errorOf: async (role: HumanRole, path: string, input: unknown) =>
      (await kitchen.call(as(role), path, input)).error,
    /** Who read how that guest is reached, oldest first. */
    reads: (id: string) =>
      kitchen.admin`select actor_id, leaf from au.event
        where org_id = ${restaurant.org.orgId} and kind = 5 and rel = 'customer_contact' and leaf like ${`%${id}%`} order by cap_seq`,
    /** Makes all that was used as old as this. */
    aged: (seconds: number) =>
      kitchen.admin`update use_counter set times = array(select clock_timestamp() - make_interval(secs => ${seconds}) from unnest(times))`,
  };
}
