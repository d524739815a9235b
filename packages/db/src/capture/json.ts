import type { PgColumn } from 'drizzle-orm/pg-core';

/** Text longer than this many bytes stands in the leaf as a digest, so that a leaf stays far below 64 KiB. */
const LONG_TEXT_BYTES = 8192;

const digestOf = (text: string) =>
  `'"sha256:' || encode(sha256(convert_to(${text}, 'UTF8')), 'base64') || '"'`;

/**
 * SQL that yields the RFC 8785 text of a column's value. Integers beyond 2^53 and everything that is not an
 * integer, a truth value or null become strings; instants are UTC with PostgreSQL's own microseconds.
 */
export function jsonOf(column: PgColumn, ref: string): string {
  const type = column.getSQLType();
  const orNull = (text: string) => (column.notNull ? text : `coalesce(${text}, 'null')`);
  switch (type) {
    case 'uuid':
      return orNull(`'"' || ${ref} || '"'`);
    case 'integer':
    case 'smallint':
    case 'boolean':
      return orNull(`${ref}::text`);
    case 'bigint':
      return orNull(
        `case when ${ref} between -9007199254740991 and 9007199254740991 then ${ref}::text else '"' || ${ref} || '"' end`,
      );
    case 'text':
      return orNull(
        `case when octet_length(${ref}) <= ${LONG_TEXT_BYTES} then to_json(${ref})::text else ${digestOf(ref)} end`,
      );
    case 'date':
    case 'timestamp with time zone':
      return orNull(`to_json(${ref})::text`);
    case 'text[]':
      return orNull(`array_to_json(${ref})::text`);
    case 'jsonb':
      return orNull(digestOf(`${ref}::text`));
    default:
      throw new Error(`No audit rendering for a column of type ${type}`);
  }
}

/** SQL that yields the whole value for a disclosure, however long. */
export function fullJsonOf(column: PgColumn, ref: string): string {
  return column.getSQLType() === 'text' ? `to_json(${ref})::text` : jsonOf(column, ref);
}
