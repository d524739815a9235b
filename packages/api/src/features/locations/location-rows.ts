import { WEEKDAYS, type WeekHours } from '@toster/contracts/hours';
import { location, locationProfile } from '@toster/db/schema/location';
import type { Tx } from '@toster/db/tenant';
import { and, eq, type InferSelectModel } from 'drizzle-orm';
import type { Place, RowRule } from '../../rows.ts';

export type LocationRow = InferSelectModel<typeof location>;
type ProfileRow = InferSelectModel<typeof locationProfile>;

/** An establishment with what is stated of it; a profile comes with the first statement. */
export type KnownLocation = LocationRow & { readonly profile: ProfileRow | null };

/** Where an establishment stands among places: at itself. */
export const placeOf = ({ id }: Pick<LocationRow, 'id'>): Place => ({
  locationId: id,
  isAssigned: () => false,
});

/** An establishment by its id, hidden from those who do not read its settings. Changes of one wait for each other. */
export const locationRule: RowRule<KnownLocation> = {
  visibleBy: 'org_settings.read',
  load: async (tx, orgId, id, lock) => {
    const query = tx
      .select()
      .from(location)
      .where(and(eq(location.orgId, orgId), eq(location.id, id)));
    const [row] = await (lock ? query.for('no key update') : query);
    if (row === undefined) return undefined;
    // A statement of its own, behind the lock: it sees what the change before has left.
    const [profile] = await tx
      .select()
      .from(locationProfile)
      .where(and(eq(locationProfile.orgId, orgId), eq(locationProfile.locationId, id)));
    return { ...row, profile: profile ?? null };
  },
  placeOf,
};

/** The columns that hold the hours of a week. */
export function columnsOfWeek(week: WeekHours) {
  return {
    hoursMon: week.mon,
    hoursTue: week.tue,
    hoursWed: week.wed,
    hoursThu: week.thu,
    hoursFri: week.fri,
    hoursSat: week.sat,
    hoursSun: week.sun,
  };
}

/** The hours of a week as they are stored, or null where nobody has stated them. */
export function weekOf(profile: ProfileRow | null): WeekHours | null {
  if (profile === null || profile.hoursMon === null) return null;
  const { hoursMon, hoursTue, hoursWed, hoursThu, hoursFri, hoursSat, hoursSun } = profile;
  return {
    mon: hoursMon,
    tue: hoursTue ?? '',
    wed: hoursWed ?? '',
    thu: hoursThu ?? '',
    fri: hoursFri ?? '',
    sat: hoursSat ?? '',
    sun: hoursSun ?? '',
  };
}

/** Whether two weeks have the same hours. */
export function isSameWeek(left: WeekHours | null, right: WeekHours): boolean {
  return left !== null && WEEKDAYS.every((day) => left[day] === right[day]);
}

/** What can be stated of an establishment. */
export type ProfileChange = Partial<Omit<ProfileRow, 'orgId' | 'locationId' | 'version'>>;

/** States something of a locked establishment and answers with its new version. */
export async function writeProfile(
  tx: Tx,
  { orgId, id, profile }: Pick<KnownLocation, 'orgId' | 'id' | 'profile'>,
  change: ProfileChange,
): Promise<number> {
  const stated = { ...change, version: (profile?.version ?? 0) + 1 };
  await (profile === null
    ? tx.insert(locationProfile).values({ orgId, locationId: id, ...stated })
    : tx
        .update(locationProfile)
        .set(stated)
        .where(and(eq(locationProfile.orgId, orgId), eq(locationProfile.locationId, id))));
  return stated.version;
}
