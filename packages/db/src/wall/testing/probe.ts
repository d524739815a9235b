import { randomUUID } from 'node:crypto';
import { getTableColumns } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import type { TableClass } from '../../classification/types.ts';
import { qualified } from '../policies.ts';
import type { Answer, Attacker } from './attack.ts';

type Row = Readonly<Record<string, unknown>>;

/** Columns that name a row beside the organisation: every key and foreign key of the table. */
export type KeyColumns = { readonly name: string; readonly columns: readonly string[] };

const names = (columns: readonly { readonly name: string }[]) => columns.map(({ name }) => name);

/** The unique keys of a table, its primary key first. */
export function uniqueKeys(c: TableClass): readonly KeyColumns[] {
  const config = getTableConfig(c.table as PgTable);
  return [
    ...config.primaryKeys.map((key) => ({ name: 'primary key', columns: names(key.columns) })),
    ...config.uniqueConstraints.map((key) => ({
      name: key.getName() ?? 'unique',
      columns: names(key.columns),
    })),
  ];
}

/** The foreign keys of a table. */
export function foreignKeys(
  c: TableClass,
): readonly (KeyColumns & { readonly table: string; readonly foreign: readonly string[] })[] {
  return getTableConfig(c.table as PgTable).foreignKeys.map((key) => {
    const { columns, foreignColumns, foreignTable } = key.reference();
    const { schema, name } = getTableConfig(foreignTable);
    return {
      name: key.getName(),
      columns: names(columns),
      foreign: names(foreignColumns),
      table: `${schema ?? 'public'}.${name}`,
    };
  });
}

/** A value of a column's type that no row has. */
export function freshValue(c: TableClass, column: string): unknown {
  const found = Object.values(getTableColumns(c.table as PgTable)).find(
    ({ name }) => name === column,
  );
  switch (found?.getSQLType()) {
    case 'uuid':
      return randomUUID();
    case 'integer':
      return 1_000_000 + Math.floor(Math.random() * 1_000_000_000);
    case 'timestamp with time zone':
      return randomTime();
    case 'date':
      return randomTime().slice(0, 10);
    default:
      return found?.enumValues?.[0] ?? `fresh ${randomUUID()}`;
  }
}

const randomTime = () => new Date(Math.floor(Math.random() * 1e12)).toISOString();

/** The statement that inserts a row given as a JSON object by SQL column name. */
export const insertion = (c: TableClass, row: Row): string =>
  `insert into ${qualified(c.table)} select * from jsonb_populate_record(null::${qualified(c.table)}, '${JSON.stringify(row).replaceAll("'", "''")}'::jsonb)`;

/** An answer without the values the attacker chose, so that two attempts can be compared. */
export function shapeOf(answer: Answer, chosen: readonly unknown[]): string {
  let text = answer.text;
  for (const value of chosen) text = text.replaceAll(String(value), '<chosen>');
  return `${answer.code ?? 'accepted'} ${answer.count} ${text}`;
}

/** Tries to insert `row` under a context, rolled back, and gives the answer's shape without the chosen values. */
export async function tryInsert(
  attacker: Attacker,
  context: string,
  c: TableClass,
  row: Row,
  chosen: readonly unknown[],
): Promise<string> {
  return shapeOf(await attacker.run(context, insertion(c, row)), chosen);
}
