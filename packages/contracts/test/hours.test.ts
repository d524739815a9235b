import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  faultsOf,
  openStateAt,
  readSpans,
  spansInWords,
  SPANS_PER_DAY,
  WEEKDAYS,
  type WeekHours,
  weekTimeAt,
  writeSpans,
} from '../src/hours.ts';
import { ZWeekHoursInput } from '../src/schemas/locations.ts';

const DAY = 1440;
const WEEK = 7 * DAY;
const week = (days: Partial<WeekHours>): WeekHours => ({
  mon: '',
  tue: '',
  wed: '',
  thu: '',
  fri: '',
  sat: '',
  sun: '',
  ...days,
});
const all = (text: string) => week(Object.fromEntries(WEEKDAYS.map((day) => [day, text])));

/** Any week without a fault: spans drawn on one line, cut where a day begins. */
const anyWeek = fc
  .uniqueArray(fc.integer({ min: 0, max: WEEK - 1 }), { minLength: 2, maxLength: 24 })
  .map((marks) => marks.toSorted((a, b) => a - b))
  .map((marks) => {
    const days: Record<string, string[]> = {};
    for (let index = 0; index + 1 < marks.length; index += 2) {
      const [from = 0, to = 0] = marks.slice(index, index + 2);
      const day = WEEKDAYS[Math.floor(from / DAY)] ?? 'mon';
      const end = Math.min(to - from, DAY - 1);
      (days[day] ??= []).push(writeSpans([{ from: from % DAY, to: (from % DAY) + end }]));
    }
    return week(
      Object.fromEntries(Object.entries(days).map(([day, spans]) => [day, spans.join(',')])),
    );
  })
  .filter((hours) => Object.keys(faultsOf(hours)).length === 0);

/** Whether a week is open at a minute of it, told minute by minute. */
function minutesOf(hours: WeekHours): readonly boolean[] {
  const open = Array.from({ length: WEEK }, () => false);
  WEEKDAYS.forEach((day, index) => {
    for (const { from, to } of readSpans(hours[day]) ?? [])
      for (let minute = from; minute < to; minute += 1) open[(index * DAY + minute) % WEEK] = true;
  });
  return open;
}

describe('opening hours', () => {
  it.each([
    ['', []],
    ['09:00-22:00', [{ from: 540, to: 1320 }]],
    [
      '12:00-15:00,18:00-02:00',
      [
        { from: 720, to: 900 },
        { from: 1080, to: 1560 },
      ],
    ],
    ['00:00-24:00', [{ from: 0, to: 1440 }]],
    ['18:00-00:00', [{ from: 1080, to: 1440 }]],
  ])('%j is read', (text, spans) => expect(readSpans(text)).toEqual(spans));

  it.each([
    '9:00-22:00',
    '09:00',
    '09:00-24:30',
    '24:00-02:00',
    '09:00-09:00',
    '09:60-10:00',
    '09:00–22:00',
    ',',
    '09:00-22:00,',
    ' ',
    'closed',
    '1,2,3,4,5',
  ])('%j is none', (text) => expect(readSpans(text)).toBeNull());

  it('are written as they are read', () => {
    fc.assert(
      fc.property(anyWeek, (hours) => {
        for (const day of WEEKDAYS)
          expect(writeSpans(readSpans(hours[day]) ?? [])).toBe(hours[day]);
        expect(ZWeekHoursInput.safeParse(hours).success).toBe(
          WEEKDAYS.every((day) => (readSpans(hours[day])?.length ?? 0) <= SPANS_PER_DAY),
        );
      }),
    );
    expect(writeSpans(readSpans('18:00-00:00') ?? [])).toBe('18:00-24:00');
  });

  it.each([
    [week({ mon: '09:00-12:00,11:00-15:00' }), { mon: 'hours_overlap' }],
    [week({ mon: '09:00-12:00,12:00-15:00' }), { mon: 'hours_overlap' }],
    [week({ mon: '12:00-15:00,09:00-11:00' }), { mon: 'hours_overlap' }],
    [week({ mon: '18:00-02:00,20:00-22:00' }), { mon: 'hours_overlap' }],
    [week({ fri: '18:00-03:00', sat: '02:00-05:00' }), { fri: 'hours_overlap_next_day' }],
    [week({ sun: '18:00-03:00', mon: '02:00-05:00' }), { sun: 'hours_overlap_next_day' }],
    [week({ fri: '18:00-02:00', sat: '02:00-05:00' }), {}],
    [week({ wed: 'late' }), { wed: 'hours_malformed' }],
    [all('00:00-24:00'), {}],
  ])('%o has the faults %o', (hours, faults) => {
    expect(faultsOf(hours)).toEqual(faults);
    const issues = ZWeekHoursInput.safeParse(hours).error?.issues ?? [];
    expect(Object.fromEntries(issues.map((issue) => [issue.path[0], issue.message]))).toEqual(
      faults,
    );
  });

  it('say of every minute whether it is open, and when that changes', () => {
    fc.assert(
      fc.property(anyWeek, fc.integer({ min: 0, max: WEEK - 1 }), (hours, now) => {
        const open = minutesOf(hours);
        const today = Math.floor(now / DAY);
        const day = WEEKDAYS[today] ?? 'mon';
        const state = openStateAt(hours, { day, minute: now % DAY });
        expect(state.open).toBe(open[now]);
        const ahead = open.findIndex((_, step) => open[(now + step) % WEEK] !== open[now]);
        const change = ahead === -1 ? null : now + ahead;
        expect(state.changes).toEqual(
          change === null
            ? null
            : { inDays: Math.floor(change / DAY) - today, minute: change % DAY },
        );
      }),
      { numRuns: 300 },
    );
  });

  it('that never close never change, nor do those that never open', () => {
    const noon = { day: 'sun', minute: 720 } as const;
    expect(openStateAt(all('00:00-24:00'), noon)).toEqual({ open: true, changes: null });
    expect(openStateAt(all(''), noon)).toEqual({ open: false, changes: null });
  });

  it('of a night belong to the day on which they began', () => {
    const bar = week({ sat: '18:00-02:00' });
    const at = (day: 'sat' | 'sun', minute: number) => openStateAt(bar, { day, minute });
    expect(at('sat', 1079)).toEqual({ open: false, changes: { inDays: 0, minute: 1080 } });
    expect(at('sat', 1080)).toEqual({ open: true, changes: { inDays: 1, minute: 120 } });
    expect(at('sun', 119)).toEqual({ open: true, changes: { inDays: 0, minute: 120 } });
    expect(at('sun', 120)).toEqual({ open: false, changes: { inDays: 6, minute: 1080 } });
  });

  it.each([
    ['2026-11-22T22:30:00Z', 'Europe/Kyiv', { day: 'mon', minute: 30 }],
    ['2026-11-22T22:30:00Z', 'America/Chicago', { day: 'sun', minute: 990 }],
    ['2026-03-29T00:59:00Z', 'Europe/Berlin', { day: 'sun', minute: 119 }],
    ['2026-03-29T01:00:00Z', 'Europe/Berlin', { day: 'sun', minute: 180 }],
  ] as const)('%s in %s is %o', (instant, zone, expected) => {
    expect(weekTimeAt(new Date(instant), zone)).toEqual(expected);
  });
});

it('a day in words keeps its spans apart, and a closed day says nothing', () => {
  expect(spansInWords('10:00-15:00,17:00-02:00')).toBe('10:00–15:00, 17:00–02:00');
  expect(spansInWords('')).toBe('');
});
