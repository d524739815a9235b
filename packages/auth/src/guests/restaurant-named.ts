import { withTenant } from '@toster/db/tenant';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { authContext, type Auth, type RequestOrigin } from '../auth.ts';

const ZRestaurant = z.object({ name: z.string(), locale: z.string(), country: z.string() });

/** What anybody may know of a restaurant by its short name; null where there is none. */
export async function restaurantNamed(
  auth: Auth,
  slug: string,
  origin: RequestOrigin,
): Promise<Readonly<z.infer<typeof ZRestaurant>> | null> {
  const [row] = await withTenant(
    auth.db,
    authContext(origin, 'guest.code_asked'),
    async (tx) => tx.execute(sql`select name, locale, country from app.restaurant_named(${slug})`),
    'read',
  );
  return row === undefined ? null : ZRestaurant.parse(row);
}
