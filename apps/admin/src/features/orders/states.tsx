import type { OrderState } from '@toster/contracts/orders/states';
import type { OrderRow } from '@toster/contracts/schemas/orders';
import type { ComponentProps } from 'react';
import { OrdersView } from '#features/orders/orders-view.tsx';
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

const STATUS: readonly OrderState[] = [
  'placed',
  'accepted',
  'cooking',
  'ready',
  'packed',
  'on_way',
  'delivered',
  'cancelled',
  'voided',
  'refunded',
];

const ORDERS: readonly OrderRow[] = STATUS.map((status, index) => ({
  id: id(100 + index),
  number: 1042 - index,
  locationId: index % 3 === 2 ? id(2) : PLACE.id,
  channel: (['dine_in', 'takeaway', 'delivery'] as const)[index % 3] ?? 'dine_in',
  status,
  tableLabel: index % 3 === 0 ? String(4 + index) : null,
  placedAt: at(11, 58 - index * 4),
  promisedAt: null,
  itemCount: 1 + (index % 4),
  currency: 'UAH',
  totalMinor: 14_500 + index * 7_350,
  source: 'toster',
}));

const NONE = {
  location: null,
  q: '',
  status: [],
  channel: null,
  range: null,
  from: null,
  to: null,
};
const ignore = () => undefined;

function view(
  reading: ComponentProps<typeof OrdersView>['reading'],
  filters: Partial<ComponentProps<typeof OrdersView>['filters']> = {},
) {
  return (
    <OrdersView
      reading={reading}
      filters={{ ...NONE, ...filters }}
      sheet={{ order: null, new: false }}
      onFilters={ignore}
      onSheet={ignore}
    />
  );
}

/** The list of orders in every state. */
export const ordersStates: PageStates = {
  loading: () => view(LOADING),
  empty: () => view(read([])),
  filtered: () => view(read([]), { q: 'table', status: ['refunded'], range: 'today' }),
  partial: () =>
    view(readInPart(ORDERS.map((order) => ({ ...order, totalMinor: null }))), {
      status: ['placed', 'accepted'],
    }),
  stale: () => view({ ...readBefore(ORDERS), stale: true }),
  error: () => view(FAILED),
  offline: () => view(OFFLINE),
  forbidden: () => <Forbidden permission="orders.read" heading="h1" />,
  data: () => view(read(ORDERS), { location: PLACE.id }),
};
