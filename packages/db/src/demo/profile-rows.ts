import { locationProfile, orgProfile } from '../schema/index.ts';
import type { LocationRow, OrgRow } from '../testing/factories/org.ts';
import type { Rows } from '../testing/factories/rows.ts';
import type { DemoContent } from './content/types.ts';

/** Adds what an organisation and its establishments say of themselves. */
export function profileRows(
  rows: Rows,
  { orgId }: OrgRow,
  { business, locations }: DemoContent,
  places: readonly [LocationRow, LocationRow],
): void {
  rows.add(orgProfile, { orgId, ...business });
  for (const [index, place] of places.entries()) {
    const { address, postcode, phone, email, hours } = locations[index === 0 ? 0 : 1];
    rows.add(locationProfile, {
      orgId,
      locationId: place.id,
      address,
      postcode,
      phone,
      email,
      hoursMon: hours.mon,
      hoursTue: hours.tue,
      hoursWed: hours.wed,
      hoursThu: hours.thu,
      hoursFri: hours.fri,
      hoursSat: hours.sat,
      hoursSun: hours.sun,
    });
  }
}
