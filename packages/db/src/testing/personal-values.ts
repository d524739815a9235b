import { getTableColumns } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import postgres from 'postgres';
import { TABLE_CLASSES } from '../classification/registry.ts';
import type { ColumnClass, DataCategory } from '../classification/types.ts';

/** Kinds of data that belong to a person, or open a door. */
const TELLING: ReadonlySet<DataCategory> = new Set([
  'name',
  'contact',
  'address',
  'financial',
  'device',
  'free_text',
  'credential',
]);

/** A column whose values must stay where they are, and in the log only as a commitment. */
export type PersonalColumn = {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly audit: ColumnClass['audit'];
  readonly scope: 'org' | 'account';
};

/** Every column with data of a person or a credential, as the registry says; what is added tomorrow is in it. */
export function personalColumns(): readonly PersonalColumn[] {
  return TABLE_CLASSES.flatMap((c) => {
    const { schema, name } = getTableConfig(c.table as PgTable);
    return Object.entries(getTableColumns(c.table as PgTable)).flatMap(([property, column]) => {
      const of = c.columns[property];
      if (of === undefined || of.audit === 'plain' || !TELLING.has(of.category)) return [];
      return [
        {
          table: `${schema ?? 'public'}.${name}`,
          column: column.name,
          type: column.getSQLType(),
          audit: of.audit,
          scope: c.scope,
        },
      ];
    });
  });
}

/** A text that stands nowhere else, by the column it was put into. */
export const markerOf = ({ table, column }: Pick<PersonalColumn, 'table' | 'column'>): string =>
  `zanary ${table.replaceAll(/\W/g, '-')}-${column}`.replaceAll('_', '-');

const isList = ({ type }: PersonalColumn): boolean => type.endsWith('[]');

/** The column's values as text, one in a row, as a `select` whose column is `value`. */
export const valuesOf = (of: PersonalColumn): string =>
  isList(of)
    ? `select unnest("${of.column}")::text as value from ${of.table}`
    : `select "${of.column}"::text as value from ${of.table}`;

/**
 * Puts a marker into every personal column that takes text, in all rows, and answers the columns that would not: a
 * constraint asks for a form of its own, or their rows never change. As the superuser, so the log holds each change.
 */
export async function plantMarkers(admin: postgres.Sql): Promise<readonly PersonalColumn[]> {
  const refused: PersonalColumn[] = [];
  for (const each of personalColumns()) {
    try {
      // Unique keys forbid the same text twice.
      await admin.unsafe(
        `update ${each.table} t set "${each.column}" = ${isList(each) ? 'array[n.text]' : 'n.text'} from (
           select ctid, $1 || ' ' || row_number() over () as text from ${each.table}) n where n.ctid = t.ctid`,
        [markerOf(each)],
      );
    } catch {
      refused.push(each);
    }
  }
  return refused;
}

/** What stands in the personal columns, by column; values under eight characters occur by chance. */
export async function personalValues(
  admin: postgres.Sql,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map<string, ReadonlySet<string>>();
  for (const each of personalColumns()) {
    const rows = await admin.unsafe(
      `select distinct value from (${valuesOf(each)}) v where length(value) >= 8`,
    );
    found.set(`${each.table}.${each.column}`, new Set(rows.map((row) => String(row['value']))));
  }
  return found;
}

/** The values that stand in a text. */
export function foundIn(text: string, values: Iterable<string>): readonly string[] {
  return [...values].filter((value) => text.includes(value));
}

/** Addresses and numbers in the events of the log that are somebody's: there should be none. */
export async function contactsInEvents(admin: postgres.Sql): Promise<readonly string[]> {
  const rows = await admin`
    select distinct m[1] as contact from au.event,
      regexp_matches(leaf || ' ' || coalesce(label, ''), '([A-Za-z0-9._+-]+@[A-Za-z0-9.-]+|[+][0-9]{9,15})', 'g') m`;
  return rows.map((row) => String(row['contact']));
}

/** {@link personalValues} and {@link contactsInEvents} of the database at a URL, for whoever has no driver. */
export async function personalFactsAt(adminUrl: string): Promise<{
  readonly values: ReadonlyMap<string, ReadonlySet<string>>;
  readonly contacts: readonly string[];
}> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    return { values: await personalValues(admin), contacts: await contactsInEvents(admin) };
  } finally {
    await admin.end();
  }
}
