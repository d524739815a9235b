import { addDays, type Day, dayOf, startOfDay } from '#i18n/zoned.ts';

/** Spans of time offered by name; the days count in the establishment's zone, today included. */
export const RANGES = ['today', '7d', '30d'] as const;
export type Range = (typeof RANGES)[number];

const DAYS: Record<Range, number> = { today: 1, '7d': 7, '30d': 30 };

/** What the address says about time: a named span, or days of the person's own, or nothing. */
export type RangeChoice = { range: Range | null; from: Day | null; to: Day | null };

/** The instants a choice means: from the first day's start, before the day after the last. */
export function boundsOf(
  choice: RangeChoice,
  timezone: string,
  now: Date,
): { from?: string; to?: string } {
  const first =
    choice.range === null ? choice.from : addDays(dayOf(now, timezone), 1 - DAYS[choice.range]);
  const last = choice.range === null ? choice.to : null;
  return {
    ...(first === null ? {} : { from: startOfDay(first, timezone).toISOString() }),
    ...(last === null ? {} : { to: startOfDay(addDays(last, 1), timezone).toISOString() }),
  };
}

/** Whether the text is a day of the calendar. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/u.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}
