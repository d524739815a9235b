import type { ListLocationsOutput, LocationDetails } from '@toster/contracts/schemas/locations';
import type { ComponentProps } from 'react';
import { LocationsView } from '#features/locations/locations-view.tsx';
import { ForbiddenPage } from '#features/shell/forbidden-page.tsx';
import { at, id, PLACE } from '#features/states/fixtures.ts';
import { FAILED, LOADING, OFFLINE, read, readBefore } from '#features/states/readings.ts';
import type { PageStates } from '#features/states/states.ts';

const DAY = '09:00-22:00';
const HOURS = {
  mon: DAY,
  tue: DAY,
  wed: DAY,
  thu: DAY,
  fri: '09:00-15:00,17:00-02:00',
  sat: '10:00-02:00',
  sun: '10:00-15:00,17:00-21:30',
};
const PECHERSK: LocationDetails = {
  ...PLACE,
  slug: 'pechersk',
  city: 'Київ',
  timezone: 'Europe/Kyiv',
  address: 'вул. Московська, 29',
  postcode: '01010',
  phone: '+380 44 425 01 22',
  email: 'pechersk@varenyk.example',
  hours: HOURS,
  version: 4,
  writable: ['location.identity', 'location.hours', 'location.contacts'],
};
const LIST: ListLocationsOutput = {
  at: at(14, 5),
  locations: [
    PECHERSK,
    { ...PECHERSK, id: id(2), name: 'Поділ', hours: { ...HOURS, sun: '' } },
    { ...PECHERSK, id: id(4), name: 'Оболонь', address: '', phone: '', email: '', hours: null },
  ],
};

function view(reading: ComponentProps<typeof LocationsView>['reading'], q = '') {
  return (
    <LocationsView
      reading={reading}
      filters={{ q, location: null }}
      onFilters={() => undefined}
      sheet={{ place: null, new: false }}
      onSheet={() => undefined}
    />
  );
}

/** The establishments in every state. */
export const locationsStates: PageStates = {
  loading: () => view(LOADING),
  empty: () => view(read({ ...LIST, locations: [] })),
  filtered: () => view(read(LIST), 'Львів'),
  partial: () => view(read({ ...LIST, locations: LIST.locations.slice(2) })),
  stale: () => view({ ...readBefore(LIST), stale: true }),
  error: () => view(FAILED),
  offline: () => view(OFFLINE),
  forbidden: () => <ForbiddenPage permission="org_settings.read" />,
  data: () => view(read(LIST)),
};
