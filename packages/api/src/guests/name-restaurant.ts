import { restaurantNamed } from '@toster/auth/guests/restaurant-named';
import { ZSlug } from '@toster/contracts/schemas/guest';
import { type Context, originOf } from '../context.ts';

/** What anybody may know of a restaurant by the short name in an address; null where there is none. */
export function nameRestaurant(ctx: Context, slug: string): ReturnType<typeof restaurantNamed> {
  const named = ZSlug.safeParse(slug);
  return named.success
    ? restaurantNamed(ctx.server.auth, named.data, originOf(ctx))
    : Promise.resolve(null);
}
