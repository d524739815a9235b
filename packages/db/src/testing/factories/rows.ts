import { getTableColumns, type InferInsertModel } from 'drizzle-orm';
import type { PgDatabase, PgTable } from 'drizzle-orm/pg-core';
import type { PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import {
  account,
  customer,
  customerContact,
  deliveryAddress,
  location,
  locationCounter,
  locationProfile,
  membership,
  membershipGrant,
  menuCategory,
  menuItem,
  orderLine,
  orderNote,
  orders,
  orderStatusChange,
  org,
  orgProfile,
  password,
  payment,
  paymentCard,
  receipt,
  staff,
  staffDirectory,
  staffPayroll,
  staffPrivate,
} from '../../schema/index.ts';

/** What factories need of a database handle or transaction. */
export type Handle = Pick<
  PgDatabase<PostgresJsQueryResultHKT>,
  'insert' | 'select' | 'update' | 'execute'
>;

/** Parents before children: the order in which foreign keys are satisfied. */
const INSERT_ORDER: readonly PgTable[] = [
  account,
  password,
  org,
  orgProfile,
  location,
  locationProfile,
  locationCounter,
  membership,
  membershipGrant,
  staff,
  staffDirectory,
  staffPrivate,
  staffPayroll,
  menuCategory,
  menuItem,
  customer,
  customerContact,
  orders,
  orderLine,
  orderStatusChange,
  orderNote,
  deliveryAddress,
  payment,
  paymentCard,
  receipt,
];

/** A statement of PostgreSQL's protocol takes at most 65 535 parameters. */
const PARAMETERS_PER_STATEMENT = 60_000;
const ROWS_PER_STATEMENT = 1_000;

/** Rows collected for insertion in a few multi-row statements. */
export class Rows {
  readonly #rows = new Map<PgTable, Record<string, unknown>[]>();

  add<T extends PgTable>(table: T, ...rows: readonly InferInsertModel<T>[]): void {
    const list = this.#rows.get(table);
    if (list) list.push(...rows);
    else this.#rows.set(table, [...rows]);
  }

  /** How many rows wait. */
  get size(): number {
    return [...this.#rows.values()].reduce((sum, list) => sum + list.length, 0);
  }

  /** Inserts everything collected, parents first, and empties the collection. */
  async flush(handle: Handle): Promise<void> {
    const stray = [...this.#rows.keys()].find((table) => !INSERT_ORDER.includes(table));
    if (stray) throw new Error('a table has no place in the insert order of the factories');
    for (const table of INSERT_ORDER) {
      const list = this.#rows.get(table) ?? [];
      this.#rows.delete(table);
      const columns = Object.keys(getTableColumns(table)).length;
      const size = Math.min(ROWS_PER_STATEMENT, Math.floor(PARAMETERS_PER_STATEMENT / columns));
      for (let from = 0; from < list.length; from += size) {
        await handle.insert(table).values(list.slice(from, from + size));
      }
    }
  }
}
