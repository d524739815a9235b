import { z } from 'zod';

/** The part of JSON Schema that our schemas turn into. */
type Json = {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
  readonly items?: Json;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Json[];
  readonly additionalProperties?: Json | boolean;
  readonly propertyNames?: Json;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly default?: unknown;
  readonly $ref?: string;
};

const FORMATS = new Map([
  ['uuid', 'id'],
  ['date-time', 'instant'],
  ['ipv4', 'IPv4 address'],
  ['ipv6', 'IPv6 address'],
]);
/** More names than this are not worth a line. */
const ENUM_SHOWN = 24;

/** A schema as people read it: members with their types and limits, in the manner of TypeScript. */
export function schemaText(schema: z.ZodType, io: 'input' | 'output'): string {
  return text(z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json, '');
}

function text(json: Json, indent: string): string {
  if (json.$ref !== undefined) return 'JSON';
  if (json.const !== undefined) return JSON.stringify(json.const);
  if (json.enum !== undefined) return enumText(json.enum);
  if (json.anyOf !== undefined) return unionText(json.anyOf, indent);
  if (Array.isArray(json.type))
    return json.type.map((type: string) => text({ ...json, type }, indent)).join(' | ');
  switch (json.type) {
    case 'object':
      return objectText(json, indent);
    case 'array':
      return `${grouped(text(json.items ?? {}, indent))}[]${limits(json.minItems, json.maxItems, 'items')}`;
    case 'string':
      return (
        FORMATS.get(json.format ?? '') ??
        `string${limits(json.minLength, json.maxLength, 'characters')}`
      );
    case 'integer':
      return `integer${limits(json.minimum, json.maximum, '')}`;
    default:
      return typeof json.type === 'string' ? json.type : 'JSON';
  }
}

function objectText(
  { properties, required = [], additionalProperties, propertyNames }: Json,
  indent: string,
): string {
  if (properties === undefined) {
    const value =
      typeof additionalProperties === 'object' ? text(additionalProperties, indent) : 'JSON';
    return `{ [${propertyNames?.enum === undefined ? 'name' : 'permission'}]: ${value} }`;
  }
  const members = Object.entries(properties);
  if (members.length === 0) return '{}';
  const inner = `${indent}  `;
  const lines = members.map(([name, member]) => {
    const optional = required.includes(name) && member.default === undefined ? '' : '?';
    const fallback = member.default === undefined ? '' : ` = ${JSON.stringify(member.default)}`;
    return `${inner}${name}${optional}: ${text(member, inner)}${fallback}`;
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
}

function enumText(values: readonly unknown[]): string {
  const shown = values.slice(0, ENUM_SHOWN).map((value) => JSON.stringify(value));
  return `${shown.join(' | ')}${values.length > ENUM_SHOWN ? ' | …' : ''}`;
}

function unionText(options: readonly Json[], indent: string): string {
  const plain = options.map((option) => text(option, indent));
  // A JSON value of any kind unfolds into all its kinds; one word says the same.
  return plain.includes('JSON') ? 'JSON' : [...new Set(plain)].join(' | ');
}

function grouped(type: string): string {
  return type.includes(' | ') && !type.startsWith('{') ? `(${type})` : type;
}

function limits(least: number | undefined, most: number | undefined, unit: string): string {
  const low = least === undefined || least <= Number.MIN_SAFE_INTEGER ? undefined : least;
  const high = most === undefined || most >= Number.MAX_SAFE_INTEGER ? undefined : most;
  if (low === undefined && high === undefined) return '';
  const range = `${low ?? ''}…${high ?? ''}`;
  return ` (${unit === '' ? range : `${range} ${unit}`})`;
}
