import type { WeekHours } from '@toster/contracts/hours';
import { describe, expect, it } from 'vitest';
import { openNowOf } from '#features/locations/open-state.ts';

const CLOSED: WeekHours = { mon: '', tue: '', wed: '', thu: '', fri: '', sat: '', sun: '' };
const bar: WeekHours = { ...CLOSED, fri: '18:00-02:00', sat: '18:00-24:00' };
/** Kyiv is two hours ahead of UTC in November; 27 November 2026 is a Friday. */
const at = (hours: WeekHours | null, iso: string, timezone = 'Europe/Kyiv') =>
  openNowOf({ hours, timezone }, iso);

describe('a place', () => {
  it('is open until it closes, past midnight too, by its own clock', () => {
    expect(at(bar, '2026-11-27T17:00:00Z')).toEqual({ kind: 'open', time: '02:00', day: 'sat' });
    expect(at(bar, '2026-11-27T23:30:00Z')).toEqual({ kind: 'open', time: '02:00', day: 'sat' });
    expect(at(bar, '2026-11-28T17:00:00Z')).toEqual({ kind: 'open', time: '24:00', day: 'sun' });
    expect(at(bar, '2026-11-27T17:00:00Z', 'America/Chicago')).toMatchObject({
      kind: 'closedToday',
      time: '18:00',
    });
  });

  it('is closed until later today, tomorrow, or a named day', () => {
    expect(at(bar, '2026-11-27T10:00:00Z')).toMatchObject({ kind: 'closedToday', time: '18:00' });
    expect(at(bar, '2026-11-26T10:00:00Z')).toMatchObject({ kind: 'closedTomorrow' });
    expect(at(bar, '2026-11-29T10:00:00Z')).toEqual({
      kind: 'closedLater',
      time: '18:00',
      day: 'fri',
    });
  });

  it('that never closes, never opens, or has stated nothing says so', () => {
    const always = Object.fromEntries(
      Object.keys(CLOSED).map((day) => [day, '00:00-24:00']),
    ) as WeekHours;
    expect(at(always, '2026-11-27T10:00:00Z')).toEqual({ kind: 'openAlways' });
    expect(at(CLOSED, '2026-11-27T10:00:00Z')).toEqual({ kind: 'closed' });
    expect(at(null, '2026-11-27T10:00:00Z')).toEqual({ kind: 'unknown' });
  });

  it('that stays open over the whole of tomorrow says tomorrow', () => {
    const long = { ...CLOSED, fri: '18:00-24:00', sat: '00:00-20:00' };
    expect(at(long, '2026-11-27T18:00:00Z')).toEqual({
      kind: 'openTomorrow',
      time: '20:00',
      day: 'sat',
    });
  });
});
