/**
 * Text form of a query parameter. The form depends on the value alone, never on the type the
 * server infers, so a statement can be sent in one flush without asking for its types first.
 *
 * Arrays become array literals and other objects JSON, as in node-postgres; drizzle's columns have
 * mapped their values to text before they come here.
 */
export function encodeParameter(value: unknown): string | null {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'object':
      return value === null ? null : encodeObject(value);
    default:
      throw new TypeError(`a query parameter cannot be ${typeof value}`);
  }
}

function encodeObject(value: object): string {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  if (Array.isArray(value)) return encodeArray(value);
  return JSON.stringify(value);
}

function encodeArray(values: readonly unknown[]): string {
  return `{${values.map(encodeElement).join(',')}}`;
}

function encodeElement(value: unknown): string {
  if (Array.isArray(value)) return encodeArray(value);
  const text = encodeParameter(value);
  return text === null ? 'NULL' : `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}
