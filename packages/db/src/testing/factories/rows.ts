import { getTableColumns, type InferInsertModel, sql } from 'drizzle-orm';
import type { PgColumn, PgDatabase, PgTable } from 'drizzle-orm/pg-core';
import type { PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import {
  account,
  customer,
  customerContact,
  deliveryAddress,
  location,
  locationCounter,
  membership,
  membershipGrant,
  menuCategory,
  menuItem,
  orderLine,
  orderNote,
  orders,
  orderStatusChange,
  org,
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
  location,
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
      for (const [columns, rows] of byColumns(table, list)) {
        for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
          await insertRows(handle, table, columns, rows.slice(from, from + ROWS_PER_STATEMENT));
        }
      }
    }
  }
}

/** Rows that name the same columns: a column that is not named takes its default. */
function byColumns(
  table: PgTable,
  list: readonly Record<string, unknown>[],
): readonly (readonly [PgColumn[], Record<string, unknown>[]])[] {
  const shapes = new Map<string, [PgColumn[], Record<string, unknown>[]]>();
  for (const row of list) {
    const named = Object.entries(getTableColumns(table)).filter(([key]) => row[key] !== undefined);
    const stored = Object.fromEntries(
      named.map(([key, column]) => [column.name, storedForm(column, row[key])]),
    );
    const shape = named.map(([key]) => key).join();
    const known = shapes.get(shape);
    if (known) known[1].push(stored);
    else shapes.set(shape, [named.map(([, column]) => column), [stored]]);
  }
  return [...shapes.values()];
}

function storedForm(column: PgColumn, value: unknown): unknown {
  return value === null || column.dataType === 'json' ? value : column.mapToDriverValue(value);
}

/** Inserts rows as one JSON parameter: thousands of placeholders would cost more than the rows. */
async function insertRows(
  handle: Handle,
  table: PgTable,
  columns: readonly PgColumn[],
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  const names = sql.join(
    columns.map(({ name }) => sql.identifier(name)),
    sql`, `,
  );
  await handle.execute(sql`
    insert into ${table} (${names})
    select ${names} from json_populate_recordset(null::${table}, ${JSON.stringify(rows)}::json)`);
}
