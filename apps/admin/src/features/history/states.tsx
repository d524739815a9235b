import type { AuditField } from '@toster/contracts/schemas/audit';
import type { GetRecordHistoryOutput, HistoryEvent } from '@toster/contracts/schemas/history';
import type { ComponentProps } from 'react';
import { historyDataOf } from '#features/history/history-data.ts';
import { HistoryView } from '#features/history/history-view.tsx';
import { Forbidden } from '#features/shell/failure-view.tsx';
import { at, DATABASE, id, MARTA, OLENA, PLACE } from '#features/states/fixtures.ts';
import {
  FAILED,
  LOADING,
  NOT_FOUND,
  OFFLINE,
  read,
  readBefore,
  readInPart,
} from '#features/states/readings.ts';
import type { PageStates } from '#features/states/states.ts';

const DISH = { kind: 'menu_item', id: id(201) } as const;
const MEMBER = { kind: 'staff', id: MARTA.id } as const;

const plain = (name: string, before: AuditField['before'], after: AuditField['after']) =>
  ({ name, state: 'plain', changed: before !== after, before, after }) as const;

function event(n: number, more: Partial<HistoryEvent>): HistoryEvent {
  return {
    capSeq: String(500 + n),
    at: at(9 + n, 15 * (n % 4)),
    op: 'update',
    rel: 'menu_item',
    rowId: DISH.id,
    label: 'Борщ',
    location: PLACE,
    action: 'menu_item.priced',
    record: DISH,
    fields: [],
    intact: true,
    requestId: id(500 + n),
    actor: OLENA,
    source: 'console',
    ...more,
  };
}

const dish = (price: number, was: number, available = true, wasAvailable = true) => [
  plain('name', 'Борщ', 'Борщ'),
  plain('price_minor', was, price),
  plain('available', wasAvailable, available),
  plain('allergens', ['gluten', 'milk'], ['gluten', 'milk']),
  plain('location_id', PLACE.id, PLACE.id),
];
const inserted = (fields: readonly AuditField[]): AuditField[] =>
  fields.map(({ name, state, after = null }) => ({ name, state, after, changed: true }));

const OF_DISH: GetRecordHistoryOutput = {
  ...DISH,
  label: 'Борщ',
  within: null,
  tables: ['menu_item'],
  withheld: [],
  events: [
    event(4, { fields: dish(17_000, 1) }),
    event(3, {
      fields: dish(1, 15_500),
      actor: DATABASE,
      source: 'database',
      action: 'database.changed',
    }),
    event(2, {
      fields: dish(16_000, 16_000, false, true),
      action: 'menu_item.availability_changed',
      actor: MARTA,
    }),
    event(1, { fields: dish(16_000, 14_500) }),
    event(0, { op: 'insert', action: 'menu_item.created', fields: inserted(dish(14_500, 0)) }),
  ],
  base: [],
  baseIsCut: false,
  names: [],
  nextCursor: null,
};

const private_ = (state: AuditField['state'], value?: string) => ({
  op: 'insert' as const,
  rel: 'staff_private',
  rowId: MEMBER.id,
  label: null,
  action: 'staff.joined',
  record: MEMBER,
  fields: ['email', 'full_name', 'phone'].map((name) => ({
    name,
    state,
    changed: true,
    ...(value === undefined ? {} : { after: value }),
  })),
});
const OF_MEMBER: GetRecordHistoryOutput = {
  ...OF_DISH,
  ...MEMBER,
  label: null,
  tables: ['membership', 'staff', 'staff_private', 'staff_payroll', 'membership_grant'],
  withheld: ['membership', 'membership_grant'],
  events: [
    event(2, { ...private_('hidden'), op: 'update' }),
    event(1, {
      ...private_('erased'),
      rel: 'staff_payroll',
      fields: [{ name: 'iban', state: 'erased', changed: true }],
    }),
    event(0, {
      ...private_('hidden'),
      rel: 'staff',
      fields: inserted([plain('hired_on', null, '2025-12-04')]),
    }),
  ],
  nextCursor: 'older',
};

function dataOf(history: GetRecordHistoryOutput) {
  const data = historyDataOf([history]);
  if (data === null) throw new Error('a history without changes');
  return data;
}

const NOW = { at: null, field: null, views: false };
const VIEWINGS = {
  viewings: [
    {
      capSeq: '900',
      at: at(10, 40),
      actor: MARTA,
      source: 'console' as const,
      requestId: id(600),
      rels: ['staff_private', 'staff_payroll'],
      count: 1,
    },
  ],
  isCut: true,
};

function view(
  reading: ComponentProps<typeof HistoryView>['reading'],
  address: Partial<ComponentProps<typeof HistoryView>['address']> = {},
) {
  return (
    <HistoryView
      record={reading.data?.record ?? DISH}
      reading={reading}
      reaching={false}
      viewings={read(VIEWINGS)}
      address={{ ...NOW, ...address }}
      onAddress={() => undefined}
    />
  );
}

/** A record's history in every state. */
export const historyStates: PageStates = {
  loading: () => view(LOADING),
  empty: () => view(NOT_FOUND),
  filtered: () => view(read(dataOf(OF_DISH)), { field: 'menu_item:description' }),
  partial: () => view(readInPart(dataOf(OF_MEMBER)), { views: true }),
  stale: () => view(readBefore(dataOf(OF_DISH)), { at: '501', field: 'menu_item:price_minor' }),
  error: () => view(FAILED),
  offline: () => view(OFFLINE),
  forbidden: () => <Forbidden permission="audit_log.read" heading="h1" />,
  data: () => view(read(dataOf(OF_DISH))),
};
