import { describe, expect, it } from 'vitest';
import { addDays, dayOf, startOfDay } from '#i18n/zoned.ts';

describe('days in a zone', () => {
  it.each([
    ['2026-11-22', 'Europe/Kyiv', '2026-11-21T22:00:00.000Z'],
    ['2026-03-29', 'Europe/Kyiv', '2026-03-28T22:00:00.000Z'],
    ['2026-03-30', 'Europe/Kyiv', '2026-03-29T21:00:00.000Z'],
    ['2026-10-25', 'Europe/Kyiv', '2026-10-24T21:00:00.000Z'],
    ['2026-10-26', 'Europe/Kyiv', '2026-10-25T22:00:00.000Z'],
    ['2026-07-01', 'America/Chicago', '2026-07-01T05:00:00.000Z'],
  ])('%s in %s begins at %s', (day, zone, instant) => {
    expect(startOfDay(day, zone).toISOString()).toBe(instant);
    expect(dayOf(new Date(instant), zone)).toBe(day);
    expect(dayOf(new Date(Date.parse(instant) - 1), zone)).toBe(addDays(day, -1));
  });
});
