import { RECORD_KINDS, type RecordKind, type RecordRef } from '@toster/contracts/records/kinds';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { TABLE_CLASSES } from './registry.ts';
import type { TableClass } from './types.ts';

/** What a record of a kind is made of. Tables by the names the log gives them. */
export type RecordShape = {
  readonly kind: RecordKind;
  /** The table that makes the record. */
  readonly root: string;
  /** All its tables, the root first. */
  readonly tables: readonly TableClass[];
  readonly within: { readonly kind: RecordKind; readonly by: string } | null;
  /** The kinds that lie within it. */
  readonly holds: readonly RecordKind[];
};

/** The name of a table in the log. */
export function logNameOf({ table }: Pick<TableClass, 'table'>): string {
  const { schema, name } = getTableConfig(table as PgTable);
  return schema === undefined ? name : `${schema}.${name}`;
}

const shapes: ReadonlyMap<RecordKind, RecordShape> = new Map(
  RECORD_KINDS.map((kind) => [kind, shapeOf(kind)]),
);
const kinds: ReadonlyMap<string, RecordKind> = new Map(
  TABLE_CLASSES.flatMap((c) => (c.record === undefined ? [] : [[logNameOf(c), c.record.kind]])),
);

/** What a kind of record is made of. */
export function recordShape(kind: RecordKind): RecordShape {
  return shapes.get(kind) ?? shapeOf(kind);
}

/** The record that a row of the log belongs to; null where the table is part of none. `row` as the log writes keys. */
export function recordOfRow(rel: string, row: string | null): RecordRef | null {
  const kind = kinds.get(rel);
  const [id] = row?.split('/') ?? [];
  return kind === undefined || id === undefined || !UUID.test(id) ? null : { kind, id };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function shapeOf(kind: RecordKind): RecordShape {
  const own = TABLE_CLASSES.filter((c) => c.record?.kind === kind);
  const [root, ...others] = own.filter((c) => c.record?.root === true);
  if (root === undefined || others.length > 0)
    throw new Error(`${kind}: one table makes a record, not ${1 + others.length}`);
  return {
    kind,
    root: logNameOf(root),
    tables: [root, ...own.filter((c) => c !== root)],
    within: root.record?.within ?? null,
    holds: RECORD_KINDS.filter((inner) =>
      TABLE_CLASSES.some((c) => c.record?.kind === inner && c.record.within?.kind === kind),
    ),
  };
}
