import postgres from 'postgres';

/** Name of the superuser that initdb makes. */
export const SUPERUSER = 'postgres';

const DATABASE = 'toster';

/** URL of a database of the embedded server, as superuser. */
export function serverUrl(port: number, password: string, database = DATABASE): string {
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
}

/** Creates the database `toster` if the server does not have it yet. */
export async function createDatabase(port: number, password: string): Promise<void> {
  const sql = postgres(serverUrl(port, password, 'postgres'), {
    max: 1,
    fetch_types: false,
    connect_timeout: 10,
  });
  try {
    const found = await sql`select 1 from pg_database where datname = ${DATABASE}`;
    if (found.length === 0) await sql`create database ${sql(DATABASE)}`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
