import type { StaffRow } from '@toster/contracts/schemas/staff';
import { describe, expect, it } from 'vitest';
import { filterStaff, isFiltered } from '#features/staff/filters.ts';

const NONE = { location: null, q: '', role: null, status: null } as const;
const person = (part: Partial<StaffRow>): StaffRow => ({
  id: crypto.randomUUID(),
  firstName: 'Олена',
  status: 'active',
  locationId: null,
  grants: [],
  ...part,
});

describe('the team', () => {
  const cook = person({
    firstName: 'Андрій',
    locationId: 'here',
    grants: [{ role: 'cook', appointment: null, locationId: 'here' }],
  });
  const owner = person({ grants: [{ role: 'owner', appointment: null, locationId: null }] });
  const officer = person({
    firstName: 'Юлія',
    status: 'suspended',
    locationId: 'there',
    grants: [
      { role: 'manager', appointment: null, locationId: 'there' },
      { role: null, appointment: 'privacy_officer', locationId: null },
    ],
  });
  const team = [cook, owner, officer];

  it('is searched without regard to case, by every word', () => {
    expect(filterStaff(team, { ...NONE, q: 'андр' })).toEqual([cook]);
    expect(filterStaff(team, { ...NONE, q: 'андр олена' })).toEqual([]);
    expect(filterStaff(team, NONE)).toEqual(team);
  });

  it('is narrowed to a role or an appointment, and to a status', () => {
    expect(filterStaff(team, { ...NONE, role: 'privacy_officer' })).toEqual([officer]);
    expect(filterStaff(team, { ...NONE, role: 'cook' })).toEqual([cook]);
    expect(filterStaff(team, { ...NONE, status: 'suspended' })).toEqual([officer]);
  });

  it('of a location has those who work everywhere too', () => {
    expect(filterStaff(team, { ...NONE, location: 'here' })).toEqual([cook, owner]);
  });

  it('counts as filtered by anything but the location', () => {
    expect(isFiltered({ ...NONE, location: 'here' })).toBe(false);
    expect(isFiltered({ ...NONE, role: 'cook' })).toBe(true);
  });
});
