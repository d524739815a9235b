import { describe, expect, it } from 'vitest';
import { homeInputs } from '#features/home/inputs.ts';
import { SESSION } from '#features/states/fixtures.ts';

const days = (now: string, locationId: string | null = null) =>
  homeInputs(SESSION, locationId, new Date(now)).orders?.figures;

describe('what the home page asks for', () => {
  it.each([
    ['2026-11-25T23:30:00Z', '2026-11-25T22:00:00.000Z', '2026-11-18T22:00:00.000Z'],
    ['2026-10-28T12:00:00Z', '2026-10-27T22:00:00.000Z', '2026-10-20T21:00:00.000Z'],
    ['2026-04-01T12:00:00Z', '2026-03-31T21:00:00.000Z', '2026-03-24T22:00:00.000Z'],
  ])(
    'at %s is today from %s and a week ago from %s, whatever the clocks did',
    (now, from, weekAgo) => {
      expect(days(now)).toEqual({ from, weekAgo });
    },
  );

  it('is about one establishment where one is chosen, and about nothing it may not see', () => {
    const [place] = SESSION.locations;
    expect(days('2026-11-25T12:00:00Z', place?.id ?? '')).toMatchObject({ locationId: place?.id });
    const nobody = { ...SESSION, permissions: {} };
    expect(homeInputs(nobody, null)).toEqual({ attention: {}, orders: null, activity: null });
  });
});
