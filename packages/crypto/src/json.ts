/** Canonical JSON (RFC 8785). Runs in Node and in the browser: nothing here touches a platform API. */

const MAX_DEPTH = 512;

/** Printable ASCII without `"` and `\`: such a string needs no escape, and testing is cheaper than quoting. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

/**
 * The canonical text of a JSON value: RFC 8785 (keys sorted by UTF-16 code units, ECMAScript numbers, no white space).
 *
 * Accepts null, booleans, finite numbers, well-formed strings, arrays and plain objects. A property whose value is
 * `undefined` is left out, as `JSON.stringify` does. Everything else that JSON would silently turn into something
 * different (NaN, lone surrogates, bigint, dates, class instances, holes in arrays) is a `TypeError`: two values that
 * differ must never share one canonical text.
 */
export function canonicalize(value: unknown): string {
  return write(value, 0);
}

function write(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return quote(value);
    case 'number':
      if (!Number.isFinite(value))
        throw new TypeError('a number that is not finite has no canonical JSON');
      // Number::toString is exactly what RFC 8785 §3.2.2.3 asks for, and turns -0 into 0.
      return String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth >= MAX_DEPTH)
        throw new TypeError(`nested deeper than ${MAX_DEPTH} levels, or circular`);
      return Array.isArray(value) ? writeArray(value, depth + 1) : writeObject(value, depth + 1);
    default:
      throw new TypeError(`a ${typeof value} has no canonical JSON`);
  }
}

function writeArray(values: readonly unknown[], depth: number): string {
  let text = '[';
  for (let index = 0; index < values.length; index++) {
    if (index > 0) text += ',';
    text += write(values[index], depth);
  }
  return `${text}]`;
}

function writeObject(value: object, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype && !isForeignPlain(prototype)) {
    throw new TypeError('only plain objects have canonical JSON');
  }
  const record = value as Readonly<Record<string, unknown>>;
  let text = '';
  // The default order of sort() is by UTF-16 code units, RFC 8785 §3.2.3.
  for (const key of Object.keys(record).sort()) {
    const property = record[key];
    if (property === undefined) continue;
    text += `${text === '' ? '' : ','}${quote(key)}:${write(property, depth)}`;
  }
  return `{${text}}`;
}

/** An `Object.prototype` of another realm (an iframe, a vm context) is as plain as ours. */
function isForeignPlain(prototype: unknown): boolean {
  return (
    typeof prototype === 'object' &&
    prototype !== null &&
    Object.getPrototypeOf(prototype) === null &&
    Object.hasOwn(prototype, 'hasOwnProperty')
  );
}

function quote(text: string): string {
  if (text.length < 64 && PLAIN.test(text)) return `"${text}"`;
  if (!text.isWellFormed())
    throw new TypeError('a string with a lone surrogate has no canonical JSON');
  return JSON.stringify(text);
}
