import type { AuditLine } from '@toster/contracts/schemas/audit';
import type { ComponentProps } from 'react';
import { AuditView } from '#features/audit/audit-view.tsx';
import { NO_FILTERS } from '#features/audit/filters.ts';
import { Forbidden } from '#features/shell/failure-view.tsx';
import { at, DATABASE, id, MARTA, OLENA, PLACE } from '#features/states/fixtures.ts';
import {
  FAILED,
  LOADING,
  OFFLINE,
  read,
  readBefore,
  readInPart,
} from '#features/states/readings.ts';
import type { PageStates } from '#features/states/states.ts';

function line(n: number, more: Partial<AuditLine>): AuditLine {
  return {
    requestId: id(400 + n),
    capSeq: String(900 - n),
    at: at(12, 4 - n),
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
    changes: [],
    ...more,
  };
}
const changed = (name: string, before: string | number, after: string | number) => ({
  name,
  state: 'plain' as const,
  changed: true,
  before,
  after,
});

const LINES: readonly AuditLine[] = [
  line(0, { changes: [changed('price_minor', 14_500, 16_000)] }),
  line(1, {
    action: 'order.advanced',
    domain: 'orders',
    actor: MARTA,
    rel: 'orders',
    label: '1042',
    changes: [changed('status', 'placed', 'accepted')],
  }),
  line(2, { action: 'database.changed', actor: DATABASE, source: 'database' }),
  line(3, {
    action: 'orders.imported',
    domain: 'orders',
    source: 'import',
    rel: 'import_job',
    label: 'till',
    count: 20_000,
    countIsLeast: true,
    counts: [{ rel: 'orders', op: 'insert', count: 4_300 }],
  }),
];
const HIDDEN: readonly AuditLine[] = [
  line(0, {
    action: 'order.created',
    domain: 'orders',
    actor: { ...OLENA, firstName: null },
    rel: 'orders',
    label: '1042',
    location: null,
  }),
];

const ignore = () => undefined;
const LIVE = {
  on: true,
  toggle: ignore,
  paused: false,
  waiting: false,
  show: ignore,
  hover: ignore,
};

function view(
  reading: ComponentProps<typeof AuditView>['reading'],
  { filters, live }: Partial<Pick<ComponentProps<typeof AuditView>, 'filters' | 'live'>> = {},
) {
  return (
    <AuditView
      reading={reading}
      live={live ?? LIVE}
      filters={filters ?? { ...NO_FILTERS, location: null }}
      place={PLACE.name}
      opened={null}
      onFilters={ignore}
      onOpen={ignore}
    />
  );
}

/** The audit log in every state. */
export const auditStates: PageStates = {
  loading: () => view(LOADING),
  empty: () => view(read([])),
  filtered: () =>
    view(read([]), {
      filters: {
        ...NO_FILTERS,
        location: null,
        q: 'піца',
        actor: OLENA.id,
        domain: 'menu',
        source: 'database',
        range: '7d',
        reads: true,
      },
    }),
  partial: () => view(readInPart(HIDDEN), { live: { ...LIVE, paused: true, waiting: true } }),
  stale: () => view({ ...readBefore(LINES), stale: true }, { live: { ...LIVE, on: false } }),
  error: () => view(FAILED),
  offline: () => view(OFFLINE),
  forbidden: () => <Forbidden permission="audit_log.read" heading="h1" />,
  data: () => view(read(LINES)),
};
