import { AppError } from '@toster/contracts/errors';
import { ZEditLocationInput, ZLocationVersion } from '@toster/contracts/schemas/locations';
import { location } from '@toster/db/schema/location';
import { and, eq } from 'drizzle-orm';
import { tenant } from '../../procedures.ts';
import { assertTimeZone, differing } from '../settings/settings-rows.ts';
import { locationRule, writeProfile } from './location-rows.ts';

/**
 * Changes what an establishment is and how it is reached; its hours have a call of their own. CONFLICT when somebody has
 * changed it since the version that was seen. What says the same already is left alone.
 */
export const editLocation = tenant({
  permission: 'locations.manage',
  event: 'location.updated',
  stepUp: true,
  at: locationRule,
  writes: {
    name: 'location.identity',
    city: 'location.identity',
    timezone: 'location.identity',
    address: 'location.identity',
    postcode: 'location.identity',
    phone: 'location.contacts',
    email: 'location.contacts',
  },
  cost: 2,
})
  .input(ZEditLocationInput)
  .output(ZLocationVersion)
  .mutation(async ({ ctx: { tx, caller, row }, input: { id, version, data } }) => {
    const { profile } = row;
    if (version !== (profile?.version ?? 0)) throw new AppError('CONFLICT');
    const { name, city, timezone, ...stated } = data;
    const identity = differing(row, { name, city, timezone });
    if (identity.timezone !== undefined)
      assertTimeZone(caller.org.country, identity.timezone, ['data', 'timezone']);
    const change = differing(profile ?? NOWHERE, stated);
    const changesIdentity = Object.keys(identity).length > 0;
    if (!changesIdentity && Object.keys(change).length === 0) return { id, version };

    if (changesIdentity)
      await tx
        .update(location)
        .set(identity)
        .where(and(eq(location.orgId, caller.orgId), eq(location.id, id)));
    return { id, version: await writeProfile(tx, row, change) };
  });

const NOWHERE = { address: '', postcode: '', phone: '', email: '' };
