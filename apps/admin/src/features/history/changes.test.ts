import type { AuditField } from '@toster/contracts/schemas/audit';
import type { HistoryEvent } from '@toster/contracts/schemas/history';
import { describe, expect, it } from 'vitest';
import {
  changesOf,
  changesOfField,
  deedOf,
  indexAt,
  touchedBy,
} from '#features/history/changes.ts';
import { historyDataOf } from '#features/history/history-data.ts';
import { HISTORY_PARSERS } from '#features/history/filters.ts';
import { recordPath, rowHistoryPath } from '#features/history/paths.ts';

const ID = '0190f3a1-0000-7000-8000-000000000001';

function event(capSeq: number, more: Partial<HistoryEvent> = {}): HistoryEvent {
  return {
    capSeq: String(capSeq),
    at: new Date(capSeq * 60_000).toISOString(),
    op: 'update',
    rel: 'orders',
    rowId: ID,
    label: '7',
    location: null,
    action: 'order.advanced',
    record: { kind: 'order', id: ID },
    fields: [],
    intact: true,
    requestId: `r${capSeq}`,
    actor: { kind: 'staff', id: ID, firstName: 'Olena', dbUser: null },
    source: 'console',
    ...more,
  };
}
const field = (name: string, before: string | null, after: string | null): AuditField => ({
  name,
  state: 'plain',
  changed: before !== after,
  before,
  after,
});
const known = (...events: HistoryEvent[]) => ({ events, base: [] });

describe('the steps of a history', () => {
  it('are actions, not rows: an order with its lines is one step', () => {
    const placed = { requestId: 'r1', op: 'insert' } as const;
    const steps = changesOf(
      known(
        event(4, { fields: [field('status', 'placed', 'accepted')] }),
        event(3, { ...placed, rel: 'order_line', rowId: `${ID}/2` }),
        event(2, { ...placed, rel: 'order_line', rowId: `${ID}/1` }),
        event(1, placed),
      ),
    );
    expect(steps.map(({ at, events }) => [at, events.length])).toEqual([
      ['3', 3],
      ['4', 1],
    ]);
  });

  it('are versions of a row: a job that counts on is seen counting', () => {
    const job = (capSeq: number) => event(capSeq, { requestId: 'job', rel: 'import_job' });
    expect(changesOf(known(job(1), job(2), job(3)))).toHaveLength(3);
  });

  it('leave readings out', () => {
    expect(changesOf(known(event(1), event(2, { op: 'read' })))).toHaveLength(1);
  });

  it('say what was changed without them', () => {
    const [, second] = changesOf(
      known(
        event(1, { fields: [field('status', 'placed', 'accepted')] }),
        event(2, { fields: [field('status', 'ready', 'packed')] }),
      ),
    );
    expect(second?.unseen).toEqual(['orders:status']);
  });

  it('narrow to those of one field', () => {
    const steps = changesOf(
      known(
        event(1, { fields: [field('status', 'placed', 'accepted'), field('source', 'a', 'a')] }),
        event(2, { fields: [field('table_label', null, '7')] }),
      ),
    );
    expect(steps.map(touchedBy)).toEqual([['orders:status'], ['orders:table_label']]);
    expect(changesOfField(steps, 'orders:table_label').map(({ at }) => at)).toEqual(['2']);
    expect(changesOfField(steps, 'orders:source')).toEqual([]);
    expect(changesOfField(steps, null)).toHaveLength(2);
  });

  it('are found by any instant: the last step until then', () => {
    const steps = changesOf(known(event(5), event(10), event(100)));
    expect(
      [null, '4', '5', '9', '10', '99', '100', '5000'].map((at) => indexAt(steps, at)),
    ).toEqual([2, 0, 0, 0, 1, 1, 2, 2]);
    expect(indexAt([], null)).toBe(-1);
  });
});

describe('a step in words', () => {
  const deed = (...events: [HistoryEvent, ...HistoryEvent[]]) =>
    deedOf({ at: '1', events, unseen: [] }, 'orders');

  it('is what happened to the record before what happened to its parts', () => {
    const line = event(2, { rel: 'order_line', op: 'insert' });
    const change = event(3, { fields: [field('status', 'placed', 'accepted')] });
    expect(deed(line, event(1, { op: 'insert' }))).toEqual({ kind: 'created' });
    expect(deed(event(1, { op: 'delete' }))).toEqual({ kind: 'removed' });
    expect(deed(line, change)).toEqual({ kind: 'changed', fields: ['status'] });
    expect(deed(line, line)).toEqual({ kind: 'added', rels: ['order_line'] });
    expect(deed({ ...line, op: 'delete' })).toEqual({ kind: 'dropped', rels: ['order_line'] });
  });
});

describe('the pages of a history', () => {
  const page = {
    kind: 'order',
    id: ID,
    label: '7',
    within: null,
    tables: ['orders', 'order_line'],
    withheld: [],
    base: [],
    baseIsCut: false,
    names: [],
    nextCursor: null,
  } as const;
  const pageOf = (events: HistoryEvent[], nextCursor: string | null = null) => ({
    ...page,
    tables: [...page.tables],
    withheld: [],
    base: [],
    names: [],
    events,
    nextCursor,
  });

  it('tell whether they reach the beginning, and whether that is the record’s own', () => {
    const beginning = (events: HistoryEvent[], next: string | null = null) =>
      historyDataOf([pageOf(events, next)])?.beginning;
    expect(beginning([event(1, { op: 'insert' })])).toBe('created');
    expect(beginning([event(1)])).toBe('older');
    expect(beginning([event(1)], 'further')).toBe('unloaded');
    expect(historyDataOf([pageOf([])])).toBeNull();
  });

  it('name a person by what may be shown of the name', () => {
    const nameOf = (state: AuditField['state'], value?: string) =>
      historyDataOf([
        {
          ...pageOf([
            event(1, {
              op: 'insert',
              fields: [
                { name: 'first_name', state, changed: true, ...(value ? { after: value } : {}) },
              ],
            }),
          ]),
          label: null,
        },
      ])?.name;
    expect(nameOf('disclosed', 'Olena')).toBe('Olena');
    expect(nameOf('hidden')).toBeNull();
  });
});

it('the address takes instants and fields, and nothing else', () => {
  expect(HISTORY_PARSERS.at.parse('42')).toBe('42');
  expect(HISTORY_PARSERS.at.parse('-1')).toBeNull();
  expect(HISTORY_PARSERS.at.parse('99999999999999999999')).toBeNull();
  expect(HISTORY_PARSERS.field.parse('menu_item:price_minor')).toBe('menu_item:price_minor');
  expect(HISTORY_PARSERS.field.parse('price')).toBeNull();
});

it('addresses lead to records and from the rows of the log', () => {
  expect(recordPath({ kind: 'order', id: ID }, null)).toBe(`/orders?order=${ID}`);
  expect(recordPath({ kind: 'menu_item', id: ID }, 'place')).toBe(
    `/menu?location=place&item=${ID}`,
  );
  expect(recordPath({ kind: 'session', id: ID }, null)).toBeNull();
  expect(rowHistoryPath('order_line', `${ID}/3`)).toBe(`/history/order_line/${ID}%2F3`);
});
