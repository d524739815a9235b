import type { Field } from '@toster/contracts/rbac/fields';
import type { Rights } from '@toster/contracts/rbac/rights';
import { changes } from '@toster/contracts/rbac/writable';
import { ZListLocationsOutput } from '@toster/contracts/schemas/locations';
import { ZEmptyInput } from '@toster/contracts/schemas/session';
import { location, locationProfile } from '@toster/db/schema/location';
import { and, asc, eq } from 'drizzle-orm';
import { tenant } from '../../procedures.ts';
import { partsAt, scopeOf } from '../../rows.ts';
import { placeOf, weekOf } from './location-rows.ts';

/** The establishments within reach by name, each with the parts of it that the caller may change. */
export const listLocations = tenant({ permission: 'org_settings.read', cost: 1 })
  .input(ZEmptyInput)
  .output(ZListLocationsOutput)
  .query(async ({ ctx: { tx, caller, server } }) => {
    const { orgId, rights } = caller;
    const rows = await tx
      .select()
      .from(location)
      .leftJoin(
        locationProfile,
        and(eq(locationProfile.orgId, location.orgId), eq(locationProfile.locationId, location.id)),
      )
      .where(
        and(
          eq(location.orgId, orgId),
          scopeOf(rights, 'org_settings.read', { location: location.id }),
        ),
      )
      .orderBy(asc(location.name), asc(location.id));
    return {
      at: new Date(server.now()).toISOString(),
      locations: rows.map(({ location: row, location_profile: profile }) => ({
        ...row,
        address: profile?.address ?? '',
        postcode: profile?.postcode ?? '',
        phone: profile?.phone ?? '',
        email: profile?.email ?? '',
        hours: weekOf(profile),
        version: profile?.version ?? 0,
        writable: writableAt(rights, row),
      })),
    };
  });

const PARTS = [
  'location.identity',
  'location.hours',
  'location.contacts',
] as const satisfies Field[];

function writableAt(rights: Rights, row: { readonly id: string }) {
  const parts = partsAt(rights, 'locations.manage', placeOf(row));
  return PARTS.filter((field) => changes('locations.manage', parts, field));
}
