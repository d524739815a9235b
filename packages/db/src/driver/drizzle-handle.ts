import { createTableRelationsHelpers, extractTablesRelationalConfig } from 'drizzle-orm';
import type { ExtractTablesWithRelations, RelationalSchemaConfig } from 'drizzle-orm';
import { PgDatabase, PgDialect } from 'drizzle-orm/pg-core';
import { PostgresJsSession, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import type { Sql } from 'postgres';
import type { WorkQuery } from './pipeline.ts';

/** What drizzle's postgres-js session calls on its client. */
export type SqlClient = {
  unsafe(text: string, parameters?: readonly unknown[]): WorkQuery;
  begin(): never;
  savepoint(): never;
};

/** Any drizzle schema object: tables, relations, and whatever else the module exports. */
export type AnySchema = Record<string, unknown>;

/** Drizzle's handle on one transaction. */
export type Handle<TSchema extends AnySchema> = PgDatabase<PostgresJsQueryResultHKT, TSchema>;

/**
 * A maker of drizzle handles for one schema. The schema is read once; a handle costs well under a
 * microsecond, because the relational query builders (one per table) are made at the first use of
 * `query`.
 */
export function handleFactory<TSchema extends AnySchema>(
  schema: TSchema,
): (client: SqlClient) => Handle<TSchema> {
  type Tables = ExtractTablesWithRelations<TSchema>;
  const { tables, tableNamesMap } = extractTablesRelationalConfig<Tables>(
    schema,
    createTableRelationsHelpers,
  );
  const config: RelationalSchemaConfig<Tables> = {
    fullSchema: schema,
    schema: tables,
    tableNamesMap,
  };
  const dialect = new PgDialect();
  return (client) => {
    const session = new PostgresJsSession<Sql, TSchema, Tables>(
      client as unknown as Sql,
      dialect,
      config,
    );
    const handle: Handle<TSchema> = new PgDatabase(dialect, session, undefined);
    return Object.defineProperty(handle, 'query', {
      configurable: true,
      get: () => {
        const { query: value } = new PgDatabase(dialect, session, config);
        Object.defineProperty(handle, 'query', { value });
        return value;
      },
    });
  };
}
