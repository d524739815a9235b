import {
  clock,
  openStateAt,
  spansInWords,
  type Weekday,
  WEEKDAYS,
  weekTimeAt,
} from '@toster/contracts/hours';
import type { LocationDetails } from '@toster/contracts/schemas/locations';

/** How an establishment stands at a moment, and when that changes, by its own clock. */
export type OpenNow =
  | { readonly kind: 'unknown' | 'openAlways' | 'closed' }
  | {
      readonly kind: 'open' | 'openTomorrow' | 'closedToday' | 'closedTomorrow' | 'closedLater';
      readonly time: string;
      readonly day: Weekday;
    };

/** Whether an establishment is open at that instant. */
export function openNowOf(
  { hours, timezone }: Pick<LocationDetails, 'hours' | 'timezone'>,
  at: string,
): OpenNow {
  if (hours === null) return { kind: 'unknown' };
  const here = weekTimeAt(new Date(at), timezone);
  const { open, changes } = openStateAt(hours, here);
  if (changes === null) return { kind: open ? 'openAlways' : 'closed' };
  const { inDays, minute } = changes;
  const day = WEEKDAYS[(WEEKDAYS.indexOf(here.day) + inDays) % WEEKDAYS.length] ?? here.day;
  // Until midnight is still today, and a bar that closes at two has not closed tomorrow.
  const isTonight = inDays === 0 || (inDays === 1 && minute < NIGHT_ENDS);
  const time = minute === 0 && open ? '24:00' : clock(minute);
  if (open) return { kind: isTonight ? 'open' : 'openTomorrow', time, day };
  if (inDays === 0) return { kind: 'closedToday', time, day };
  return { kind: inDays === 1 ? 'closedTomorrow' : 'closedLater', time, day };
}

const NIGHT_ENDS = 6 * 60;

/** The day it is there. */
export function todayOf({ timezone }: Pick<LocationDetails, 'timezone'>, at: string): Weekday {
  return weekTimeAt(new Date(at), timezone).day;
}

/** The hours of today in words; empty when it is closed all day, null when nobody has stated them. */
export function hoursTodayOf(location: LocationDetails, at: string): string | null {
  return location.hours === null ? null : spansInWords(location.hours[todayOf(location, at)]);
}
