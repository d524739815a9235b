import type { Temporal } from 'temporal-polyfill';
import type { Season } from './content/types.ts';

const SEASONS: readonly Season[] = ['winter', 'spring', 'summer', 'autumn'];

/** The season of a month, from 1; December begins the winter. */
export function seasonOf(month: number): Season {
  return SEASONS[Math.floor((month % 12) / 3)] ?? 'winter';
}

/** The day on which the season of a date began. */
export function seasonStart(date: Temporal.PlainDate): Temporal.PlainDate {
  const first = date.with({ day: 1 });
  return first.subtract({ months: (date.month % 12) % 3 });
}
