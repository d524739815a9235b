import {
  HOME_CHECKS,
  type GetAttentionOutput,
  type GetFiguresOutput,
  type GetQueueOutput,
} from '@toster/contracts/schemas/home';
import type { SearchAuditOutput } from '@toster/contracts/schemas/audit';
import type { ComponentProps } from 'react';
import { HomeView } from '#features/home/home-view.tsx';
import { at, id, OLENA, PLACE } from '#features/states/fixtures.ts';
import { FAILED, LOADING, OFFLINE, read, readBefore } from '#features/states/readings.ts';
import type { PageStates } from '#features/states/states.ts';

const FROM = at(0, 0);
const CALM: GetAttentionOutput = {
  checkedAt: at(12, 4),
  checks: HOME_CHECKS.map((check) => ({ id: check, level: 'calm', count: 0, since: null })),
};
const FOUND: GetAttentionOutput = {
  ...CALM,
  checks: CALM.checks.map((check, index) =>
    index % 4 === 3
      ? check
      : {
          ...check,
          level: index < 3 ? ('red' as const) : ('amber' as const),
          count: index === 1 ? 999 : index + 1,
          since: index % 2 === 0 ? at(11, 20) : at(18, 5, 20),
        },
  ),
};
const FIGURES: GetFiguresOutput = {
  today: { orders: 42, totalMinor: 2_345_600 },
  weekAgo: { orders: 37, totalMinor: 2_100_050 },
  hours: Array.from({ length: 25 }, (_, hour) => ({
    today: hour < 9 || hour > 12 ? 0 : hour * 2 - 12,
    weekAgo: hour < 9 || hour > 21 ? 0 : 12 - Math.abs(13 - hour),
  })),
  open: 5,
};
const NO_FIGURES: GetFiguresOutput = {
  today: { orders: 0, totalMinor: 0 },
  weekAgo: { orders: 0, totalMinor: 0 },
  hours: FIGURES.hours.map(() => ({ today: 0, weekAgo: 0 })),
  open: 0,
};
const QUEUE: GetQueueOutput = {
  total: 9,
  orders: (['on_way', 'ready', 'cooking', 'placed'] as const).map((status, index) => ({
    id: id(300 + index),
    number: 1041 + index,
    locationId: PLACE.id,
    status,
    channel: index % 2 === 0 ? ('delivery' as const) : ('dine_in' as const),
    tableLabel: index === 1 ? 'Тераса 4' : null,
    placedAt: at(11, 10 + index * 12),
    promisedAt: index === 3 ? null : at(11, 45 + index * 12),
    itemCount: index + 1,
  })),
};
const LOG: SearchAuditOutput = {
  nextCursor: null,
  lines: [
    {
      requestId: id(401),
      capSeq: '401',
      at: at(11, 58),
      action: 'menu_item.priced',
      domain: 'menu',
      actor: OLENA,
      source: 'console',
      location: PLACE,
      rel: 'menu_item',
      rowId: id(201),
      label: 'Борщ',
      count: 1,
      countIsLeast: false,
      counts: [{ rel: 'menu_item', op: 'update', count: 1 }],
      changes: [
        { name: 'price_minor', state: 'plain', changed: true, before: 14_500, after: 16_000 },
      ],
    },
  ],
};

type Readings = Pick<ComponentProps<typeof HomeView>, 'attention' | 'orders' | 'activity'>;
const view = (readings: Readings) => (
  <HomeView now={new Date(at(12, 4))} locationId={null} {...readings} />
);
const all = (reading: typeof LOADING): Readings => ({
  attention: reading,
  orders: { from: FROM, figures: reading, queue: reading },
  activity: reading,
});

/** The home page in every state. */
export const homeStates: PageStates = {
  loading: () => view(all(LOADING)),
  empty: () =>
    view({
      attention: read(CALM),
      orders: { from: FROM, figures: read(NO_FIGURES), queue: read({ total: 0, orders: [] }) },
      activity: read({ lines: [], nextCursor: null }),
    }),
  filtered: { none: 'nothing on the home page is filtered but by the location' },
  partial: () =>
    view({
      attention: read({ ...CALM, checks: [] }),
      orders: {
        from: FROM,
        figures: read({
          ...FIGURES,
          today: { orders: 42, totalMinor: null },
          weekAgo: { orders: 37, totalMinor: null },
        }),
        queue: read(QUEUE),
      },
      activity: null,
    }),
  stale: () =>
    view({
      attention: readBefore(FOUND),
      orders: { from: FROM, figures: readBefore(FIGURES), queue: readBefore(QUEUE) },
      activity: readBefore(LOG),
    }),
  error: () => view({ ...all(FAILED), attention: read(FOUND) }),
  offline: () => view(all(OFFLINE)),
  forbidden: () => view({ attention: read({ ...CALM, checks: [] }), orders: null, activity: null }),
  data: () =>
    view({
      attention: read(FOUND),
      orders: { from: FROM, figures: read(FIGURES), queue: read(QUEUE) },
      activity: read(LOG),
    }),
};
