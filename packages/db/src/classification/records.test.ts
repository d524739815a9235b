import { RECORD_KINDS } from '@toster/contracts/records/kinds';
import { getTableColumns, type Table } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { describe, expect, test } from 'vitest';
import * as t from '../schema/index.ts';
import { logNameOf, recordOfRow, recordShape } from './records.ts';
import { TABLE_CLASSES } from './registry.ts';
import { classify } from './types.ts';

const columnsOf = (table: Table) =>
  new Map(Object.values(getTableColumns(table)).map((column) => [column.name, column]));

describe.each(RECORD_KINDS)('a record of kind %s', (kind) => {
  const shape = recordShape(kind);

  test('is made by one table, whose key is one id', () => {
    const [root] = shape.tables;
    expect(root && logNameOf(root)).toBe(shape.root);
    const key = getTableConfig(root?.table as PgTable).primaryKeys[0]?.columns ?? [];
    const own = key.map(({ name }) => name).filter((name) => name !== 'org_id');
    expect(own.length).toBeLessThanOrEqual(1);
  });

  test('has only rows whose key begins with its id', () => {
    for (const { table } of shape.tables) {
      const key = getTableConfig(table as PgTable).primaryKeys[0]?.columns ?? [];
      const first = key.find(({ name }) => name !== 'org_id') ?? key[0];
      expect(
        columnsOf(table)
          .get(first?.name ?? '')
          ?.getSQLType(),
      ).toBe('uuid');
    }
  });

  test('lies in another by a column that holds its id, and nothing lies deeper', () => {
    if (shape.within === null) return;
    const [root] = shape.tables;
    const by = columnsOf(root?.table as Table).get(shape.within.by);
    expect([by?.getSQLType(), by?.notNull]).toEqual(['uuid', true]);
    expect(recordShape(shape.within.kind).within).toBeNull();
    // The history of the outer record finds this row by its whole key; what hangs on the row is in the row's own history.
    expect(getTableConfig(root?.table as PgTable).primaryKeys[0]?.columns).toHaveLength(2);
    expect(shape.holds).toEqual([]);
  });
});

test('every captured table is part of a record, and no other', () => {
  const of = (captured: boolean) =>
    TABLE_CLASSES.filter(({ capture }) => (capture === 'rows') === captured);
  expect(of(true).filter(({ record }) => record === undefined)).toEqual([]);
  expect(of(false).filter(({ record }) => record !== undefined)).toEqual([]);
  const listed = RECORD_KINDS.flatMap((kind) => recordShape(kind).tables.map(logNameOf));
  expect(listed.toSorted()).toEqual(of(true).map(logNameOf).toSorted());
});

test('a captured table that says no record does not compile', () => {
  const { columns } = recordShape('menu_category').tables[0] ?? {};
  const rest = { domain: 'menu', scope: 'org', capture: 'rows', grants: {} } as const;
  const made = (...[table, ...more]: Parameters<typeof classify<typeof t.menuCategory, never>>) =>
    classify(table, ...more).record;
  // @ts-expect-error -- a captured table without a record
  made(t.menuCategory, rest, columns as never);
  const inner = { kind: 'menu_category', within: { kind: 'order', by: 'id' } } as const;
  // @ts-expect-error -- within another record, but not what makes one
  made(t.menuCategory, { ...rest, record: inner }, columns as never);
  const record = { kind: 'menu_category', root: true } as const;
  expect(made(t.menuCategory, { ...rest, record }, columns as never)).toEqual(record);
});

test('a row of the log names its record by the beginning of its key', () => {
  const id = '0190f3a1-0000-7000-8000-000000000001';
  expect(recordOfRow('order_line', `${id}/3`)).toEqual({ kind: 'order', id });
  expect(recordOfRow('auth.password', id)).toEqual({ kind: 'account', id });
  expect(recordOfRow('payment_card', id)).toEqual({ kind: 'payment', id });
  expect(recordOfRow('event', id)).toBeNull();
  expect(recordOfRow('menu_item', 'row-1')).toBeNull();
  expect(recordOfRow('menu_item', null)).toBeNull();
});
