import { getTableColumns } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { TABLE_CLASSES } from '../../classification/registry.ts';
import type { TableClass } from '../../classification/types.ts';
import type { TestDatabase } from '../../testing/database.ts';
import { qualified } from '../policies.ts';

/** The classes of the tables that hold a tenant's rows. */
export const TENANT_CLASSES: readonly TableClass[] = TABLE_CLASSES.filter((c) => c.scope === 'org');

/** Shorter values occur by chance. */
const TELLING_CHARACTERS = 8;

type Row = Readonly<Record<string, unknown>>;

/** A table's rows of one organisation, as JSON objects by SQL column name. */
export async function rowsOf(
  db: TestDatabase,
  table: string,
  orgId: string,
): Promise<readonly Row[]> {
  const rows = await db.admin.unsafe(
    `select to_jsonb(t) as row from ${table} t where t.org_id = $1`,
    [orgId],
  );
  return rows.map((row) => row['row'] as Row);
}

/** The values of one organisation, over all tables, that no row of another organisation has. */
export async function canariesOf(
  db: TestDatabase,
  orgId: string,
  other: string,
): Promise<ReadonlySet<string>> {
  const own = new Set<string>();
  const foreign = new Set<string>();
  for (const c of TENANT_CLASSES) {
    for (const row of await rowsOf(db, qualified(c.table), orgId)) collect(row, own);
    for (const row of await rowsOf(db, qualified(c.table), other)) collect(row, foreign);
  }
  for (const table of ['au.event', 'au.disclosure']) {
    for (const row of await rowsOf(db, table, orgId)) collect(row, own);
    for (const row of await rowsOf(db, table, other)) collect(row, foreign);
  }
  await accountsOf(db, orgId, own);
  return new Set([...own].filter((value) => !foreign.has(value)));
}

async function accountsOf(db: TestDatabase, orgId: string, into: Set<string>): Promise<void> {
  const rows = await db.admin`select a.email, a.id from auth.account a
    join membership m on m.account_id = a.id where m.org_id = ${orgId}`;
  for (const row of rows) collect({ ...row }, into);
}

/**
 * The personal values of an organisation that `reader` may not see while nothing is assigned to them: every
 * committed column but first names, which the staff of an establishment share, and but their own record.
 */
export async function personalValuesOf(
  db: TestDatabase,
  orgId: string,
  reader: string,
): Promise<ReadonlySet<string>> {
  const values = new Set<string>();
  const own = new Set<string>();
  for (const c of TENANT_CLASSES.filter(
    ({ personal }) => personal !== undefined && !personal.unplacedVisible,
  )) {
    const committed = Object.entries(getTableColumns(c.table as PgTable))
      .filter(([property]) => c.columns[property]?.audit === 'commit')
      .map(([, column]) => column.name);
    for (const row of await rowsOf(db, qualified(c.table), orgId)) {
      collect(
        Object.fromEntries(committed.map((name) => [name, row[name]])),
        row['staff_id'] === reader ? own : values,
      );
    }
  }
  return new Set([...values].filter((value) => !own.has(value)));
}

function collect(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') {
    if (value.length >= TELLING_CHARACTERS && !/^\d{4}-\d\d-\d\d/.test(value)) into.add(value);
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item, into);
  } else if (value !== null && typeof value === 'object') {
    for (const item of Object.values(value)) collect(item, into);
  }
}

/** The canaries that stand in a text; those the attacker wrote into the statement are not news. */
export function leaked(
  canaries: ReadonlySet<string>,
  text: string,
  statement = '',
): readonly string[] {
  return [...canaries].filter((canary) => text.includes(canary) && !statement.includes(canary));
}
