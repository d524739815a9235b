import { AppError } from '@toster/contracts/errors';
import { ZLocationVersion, ZSetLocationHoursInput } from '@toster/contracts/schemas/locations';
import { tenant } from '../../procedures.ts';
import { columnsOfWeek, isSameWeek, locationRule, weekOf, writeProfile } from './location-rows.ts';

/**
 * States when an establishment is open, for every day of a week at once. CONFLICT when somebody has changed the
 * establishment since the version that was seen. The hours it has already are left alone.
 */
export const setHours = tenant({
  permission: 'locations.manage',
  event: 'location.hours_changed',
  stepUp: true,
  at: locationRule,
  writes: { hours: 'location.hours' },
  cost: 2,
})
  .input(ZSetLocationHoursInput)
  .output(ZLocationVersion)
  .mutation(async ({ ctx: { tx, row }, input: { id, version, data } }) => {
    const { profile } = row;
    if (version !== (profile?.version ?? 0)) throw new AppError('CONFLICT');
    if (isSameWeek(weekOf(profile), data.hours)) return { id, version };
    return { id, version: await writeProfile(tx, row, columnsOfWeek(data.hours)) };
  });
