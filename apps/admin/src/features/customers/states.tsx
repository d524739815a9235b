import type { CustomerRow, ListCustomersOutput } from '@toster/contracts/schemas/customers';
import type { ComponentProps } from 'react';
import { CustomersView } from '#features/customers/customers-view.tsx';
import { Forbidden } from '#features/shell/failure-view.tsx';
import { at, id, PLACE } from '#features/states/fixtures.ts';
import {
  FAILED,
  LOADING,
  OFFLINE,
  read,
  readBefore,
  readInPart,
} from '#features/states/readings.ts';
import type { PageStates } from '#features/states/states.ts';

const guest = (n: number, row: Partial<CustomerRow>): CustomerRow => ({
  id: id(500 + n),
  locationId: PLACE.id,
  name: 'Олена К.',
  phoneEnding: '12',
  email: null,
  createdAt: at(10, 0, 1),
  orderCount: 3 + n,
  lastOrderAt: at(19, 10 + n),
  spentMinor: 145_000 * (n + 1),
  ...row,
});
const GUESTS: ListCustomersOutput = {
  customers: [
    guest(0, {}),
    guest(1, { name: 'Тарас М.', phoneEnding: null, email: 't•••@example.com' }),
    guest(2, { name: null, phoneEnding: '40', orderCount: 0, lastOrderAt: null, spentMinor: 0 }),
  ],
  currency: 'UAH',
  consentedOnly: false,
  nextCursor: null,
};
const NOBODY: ListCustomersOutput = { ...GUESTS, customers: [] };
/** As an operator sees them: no totals. */
const MASKED: ListCustomersOutput = {
  ...GUESTS,
  customers: GUESTS.customers.map((row) => ({ ...row, name: 'О••• К•••', spentMinor: null })),
};

function view(reading: ComponentProps<typeof CustomersView>['reading'], narrowed = false) {
  return (
    <CustomersView
      reading={reading}
      selected={null}
      place={narrowed ? PLACE.name : null}
      narrowed={narrowed}
      showLocation={!narrowed}
      onOpen={() => undefined}
      onShowAll={() => undefined}
    />
  );
}

/** The list of guests in every state. */
export const customersStates: PageStates = {
  loading: () => view(LOADING),
  empty: () => view(read(NOBODY)),
  filtered: () => view(read(NOBODY), true),
  partial: () => view(readInPart(MASKED)),
  stale: () => view({ ...readBefore(GUESTS), stale: true }),
  error: () => view(FAILED),
  offline: () => view(OFFLINE),
  forbidden: () => <Forbidden permission="customers.read" heading="h1" />,
  data: () => view(read(GUESTS)),
};
