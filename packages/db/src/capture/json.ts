import type { PgColumn } from 'drizzle-orm/pg-core';

/** A rendered value longer than this many bytes stands in the leaf as a digest, so that a leaf stays below 64 KiB. */
const LONG_VALUE_BYTES = 2048;
/** Text so short that it fits however many of its bytes JSON escapes (`\\u0001` is six for one). */
const SHORT_TEXT_BYTES = Math.floor((LONG_VALUE_BYTES - 2) / 6);

const ifShort = (rendered: string, otherwise: string) =>
  `case when octet_length(${rendered}) <= ${LONG_VALUE_BYTES} then ${rendered} else ${otherwise} end`;

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
        `case when octet_length(${ref}) <= ${SHORT_TEXT_BYTES} then to_json(${ref})::text else ${ifShort(`to_json(${ref})::text`, digestOf(ref))} end`,
      );
    case 'date':
    case 'timestamp with time zone':
      return orNull(`to_json(${ref})::text`);
    case 'text[]':
      return orNull(
        ifShort(`array_to_json(${ref})::text`, digestOf(`array_to_json(${ref})::text`)),
      );
    case 'jsonb':
      return orNull(digestOf(`${ref}::text`));
    default:
      throw new Error(`No audit rendering for a column of type ${type}`);
  }
}

/** SQL that yields the whole value for a disclosure, however long. */
export function fullJsonOf(column: PgColumn, ref: string): string {
  if (column.getSQLType() === 'text') return `to_json(${ref})::text`;
  if (column.getSQLType() === 'text[]') return `array_to_json(${ref})::text`;
  return jsonOf(column, ref);
}
