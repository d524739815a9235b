import { PERMISSIONS } from '@toster/contracts/rbac/permissions';
import type {
  GetStaffAccessOutput,
  GetStaffOutput,
  ListStaffOutput,
  StaffRow,
} from '@toster/contracts/schemas/staff';
import type { ComponentProps } from 'react';
import { Forbidden } from '#features/shell/failure-view.tsx';
import { PersonView } from '#features/staff/person-view.tsx';
import { StaffView } from '#features/staff/staff-view.tsx';
import { at, id, MARTA, OLENA, PLACE } from '#features/states/fixtures.ts';
import {
  FAILED,
  LOADING,
  NOT_FOUND,
  OFFLINE,
  read,
  readBefore,
} from '#features/states/readings.ts';
import type { PageStates } from '#features/states/states.ts';

const person = (row: Partial<StaffRow>): StaffRow => ({
  id: OLENA.id,
  firstName: OLENA.firstName,
  status: 'active',
  locationId: null,
  grants: [{ role: 'owner', appointment: null, locationId: null }],
  ...row,
});
const COOK = person({
  id: MARTA.id,
  firstName: MARTA.firstName,
  locationId: PLACE.id,
  grants: [{ role: 'cook', appointment: null, locationId: PLACE.id }],
});
const OFFICER = person({
  id: id(13),
  firstName: 'Юліанна-Констанція',
  status: 'suspended',
  locationId: PLACE.id,
  grants: [
    { role: 'manager', appointment: null, locationId: PLACE.id },
    { role: null, appointment: 'privacy_officer', locationId: null },
  ],
});
const TEAM: ListStaffOutput = { people: [person({}), COOK, OFFICER] };

const NO_FILTERS = { location: null, q: '', role: null, status: null } as const;
function team(reading: ComponentProps<typeof StaffView>['reading'], q = '') {
  return <StaffView reading={reading} filters={{ ...NO_FILTERS, q }} onFilters={() => undefined} />;
}

/** The team in every state. */
export const staffStates: PageStates = {
  loading: () => team(LOADING),
  empty: () => team(read({ people: [] })),
  filtered: () => team(read(TEAM), 'nobody'),
  partial: { none: 'a restaurant has some hundred people, who are read at once' },
  stale: () => team({ ...readBefore(TEAM), stale: true }),
  error: () => team(FAILED),
  offline: () => team(OFFLINE),
  forbidden: () => <Forbidden permission="staff.read_directory" heading="h1" />,
  data: () => team(read(TEAM)),
};

const DETAIL: GetStaffOutput = {
  ...COOK,
  isSelf: false,
  joinedAt: at(9, 0, 1),
  hiredOn: '2024-03-01',
  mayReadContact: true,
  mayReadAccess: true,
};
const ACCESS: GetStaffAccessOutput = {
  id: COOK.id,
  permissions: (['orders.read', 'kitchen_tickets.advance', 'shifts.read'] as const).map(
    (permission, index) => ({
      permission,
      parts: [
        {
          via: 'cook',
          scope: index === 2 ? 'self' : 'assigned',
          locationId: index === 2 ? null : PLACE.id,
          limited: index === 0,
        },
      ],
      stepUp: index === 1,
      approval: index === 1,
      isBuilt: index < 2,
    }),
  ),
  denied: PERMISSIONS.slice(12, 20),
};
const NOTHING: GetStaffAccessOutput = { ...ACCESS, permissions: [], denied: [...PERMISSIONS] };

/** A colleague in every state. */
export const personStates: PageStates = {
  loading: () => <PersonView reading={LOADING} access={LOADING} />,
  empty: () => <PersonView reading={NOT_FOUND} access={LOADING} />,
  filtered: { none: 'the search in the access of a person begins empty' },
  partial: () => (
    <PersonView
      reading={read({ ...DETAIL, hiredOn: null, mayReadContact: false, mayReadAccess: false })}
      access={LOADING}
    />
  ),
  stale: () => <PersonView reading={readBefore(DETAIL)} access={readBefore(ACCESS)} />,
  error: () => <PersonView reading={read(DETAIL)} access={FAILED} />,
  offline: () => <PersonView reading={OFFLINE} access={OFFLINE} />,
  forbidden: () => <Forbidden permission="staff.read_directory" heading="h1" />,
  data: () => <PersonView reading={read({ ...DETAIL, ...OFFICER })} access={read(NOTHING)} />,
};
