import type { WeekHours } from '@toster/contracts/hours';

/** A week with the same hours from Monday to Thursday. */
export function opening(
  weekday: string,
  { fri = weekday, sat = fri, sun = weekday }: Partial<WeekHours> = {},
): WeekHours {
  return { mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri, sat, sun };
}
