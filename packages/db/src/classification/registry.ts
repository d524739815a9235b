import type { Table } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import type * as schema from '../schema/index.ts';
import * as authTables from './auth-tables.ts';
import * as guestTables from './guest-tables.ts';
import * as importTables from './import-tables.ts';
import * as orderTables from './order-tables.ts';
import * as orgTables from './org-tables.ts';
import * as placeTables from './place-tables.ts';
import * as transportTables from './transport-tables.ts';
import type { TableClass } from './types.ts';

type Schema = typeof schema;
type TableName = { [K in keyof Schema]: Schema[K] extends Table ? K : never }[keyof Schema];

/**
 * The class of every column of every table. A table missing here does not compile; a column missing in a
 * table's class does not compile; a test compares both with the live catalogue.
 */
export const REGISTRY: { readonly [K in TableName]: TableClass<Extract<Schema[K], Table>> } = {
  ...orgTables,
  ...placeTables,
  ...importTables,
  ...orderTables,
  ...guestTables,
  ...authTables,
  ...transportTables,
};

const nameOf = (c: TableClass) => {
  const { schema, name } = getTableConfig(c.table as PgTable);
  return `${schema ?? 'public'}.${name}`;
};

/**
 * All classes by schema and name: module loaders disagree on the order of a namespace, and what is generated from
 * this list must not depend on who loads it.
 */
export const TABLE_CLASSES: readonly TableClass[] = Object.values(REGISTRY).toSorted((a, b) =>
  nameOf(a) < nameOf(b) ? -1 : 1,
);
