import { AppError } from '@toster/contracts/errors';
import { newId } from '@toster/contracts/ids';
import {
  LOCATIONS_MOST,
  ZCreateLocationInput,
  ZCreateLocationOutput,
} from '@toster/contracts/schemas/locations';
import { location } from '@toster/db/schema/location';
import { eq } from 'drizzle-orm';
import { invalid } from '../../invalid.ts';
import { lockOrg } from '../../lock-org.ts';
import { tenant } from '../../procedures.ts';
import { assertTimeZone } from '../settings/settings-rows.ts';
import { writeProfile } from './location-rows.ts';

/**
 * Adds an establishment. INVALID_INPUT where the organisation has one with that short name, or the zone is another country's; LOCATION_LIMIT where it has
 * as many as it can have.
 */
export const createLocation = tenant({
  permission: 'locations.manage',
  event: 'location.created',
  stepUp: true,
  at: 'organisation',
  writes: {
    name: 'location.identity',
    slug: 'location.identity',
    city: 'location.identity',
    timezone: 'location.identity',
    address: 'location.identity',
    postcode: 'location.identity',
  },
  cost: 5,
})
  .input(ZCreateLocationInput)
  .output(ZCreateLocationOutput)
  .mutation(async ({ ctx: { tx, caller }, input: { address, postcode, ...identity } }) => {
    const { orgId } = caller;
    assertTimeZone(caller.org.country, identity.timezone, ['timezone']);
    await lockOrg(tx, caller);
    const count = await tx.$count(location, eq(location.orgId, orgId));
    if (count >= LOCATIONS_MOST) throw new AppError('LOCATION_LIMIT');
    const [created] = await tx
      .insert(location)
      .values({ orgId, id: newId(), ...identity })
      .onConflictDoNothing({ target: [location.orgId, location.slug] })
      .returning({ id: location.id });
    if (created === undefined) throw invalid(['slug'], 'slug_taken');
    await writeProfile(tx, { orgId, id: created.id, profile: null }, { address, postcode });
    return created;
  });
