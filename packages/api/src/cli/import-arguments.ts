import { basename, extname } from 'node:path';
import { parseArgs } from 'node:util';
import { ENCODINGS } from '@toster/contracts/imports/framing';
import { IMPORT_FIELDS, type ImportKind } from '@toster/contracts/imports/kinds';
import { ZImportSource } from '@toster/contracts/imports/reading';
import type { NamedImport, Saying } from '@toster/imports/import-named';
import { UsageError } from './exit-codes.ts';

const CHANNELS = ['dine_in', 'takeaway', 'delivery'] as const;
const PRICES = ['line', 'unit'] as const;
/** Options that only one kind of import has. */
const OWN: Readonly<Record<ImportKind, readonly string[]>> = {
  orders: ['price', 'placed-at', 'channel'],
  menu: ['category', 'tax-class'],
  customers: [],
};

/** Reads the arguments after `import KIND`. Null asks for help. Throws a UsageError. */
export function readImportArguments(kind: ImportKind, args: readonly string[]): NamedImport | null {
  const { values, positionals } = parse(args);
  if (values.help === true) return null;
  const [path, ...more] = positionals;
  if (path === undefined) throw new UsageError('which FILE?');
  if (more.length > 0) throw new UsageError(`one FILE at a time, not also ${more.join(', ')}`);
  for (const [other, names] of Object.entries(OWN)) {
    const foreign = names.find((name) => name in values && other !== kind);
    if (foreign !== undefined) throw new UsageError(`--${foreign} belongs to import ${other}`);
  }
  return {
    path,
    org: required(values, 'org'),
    location: required(values, 'location'),
    email: required(values, 'as'),
    encoding: oneOf('encoding', values.encoding ?? 'utf-8', ENCODINGS),
    map: readMap(kind, values.map ?? []),
    source: sourceOf(values.source ?? basename(path, extname(path))),
    says: sayingOf(kind, values),
    dryRun: values['dry-run'] === true,
  };
}

type Values = ReturnType<typeof parse>['values'];

function sayingOf(kind: ImportKind, values: Values): Saying {
  switch (kind) {
    case 'orders':
      return {
        kind,
        price: oneOf('price', required(values, 'price'), PRICES),
        placedAt: required(values, 'placed-at'),
        channel: oneOf('channel', values.channel ?? 'takeaway', CHANNELS),
      };
    case 'menu': {
      const { category, 'tax-class': taxClass } = values;
      return {
        kind,
        defaults: {
          ...(category === undefined ? {} : { category }),
          ...(taxClass === undefined ? {} : { taxClass }),
        },
      };
    }
    case 'customers':
      return { kind };
  }
}

function required(values: Values, name: 'org' | 'location' | 'as' | 'price' | 'placed-at'): string {
  const value = values[name]?.trim() ?? '';
  if (value === '') throw new UsageError(`--${name} is missing`);
  return value;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        org: { type: 'string' },
        location: { type: 'string' },
        as: { type: 'string' },
        encoding: { type: 'string' },
        map: { type: 'string', multiple: true },
        source: { type: 'string' },
        price: { type: 'string' },
        'placed-at': { type: 'string' },
        channel: { type: 'string' },
        category: { type: 'string' },
        'tax-class': { type: 'string' },
        'dry-run': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function oneOf<const T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((entry) => entry === value);
  if (found === undefined)
    throw new UsageError(`--${name} is ${allowed.join(' or ')}, not ${value}`);
  return found;
}

function readMap(kind: ImportKind, entries: readonly string[]): ReadonlyMap<string, string> {
  const fields: readonly string[] = IMPORT_FIELDS[kind];
  return new Map(
    entries.map((entry) => {
      const cut = entry.indexOf('=');
      const field = entry.slice(0, Math.max(cut, 0)).trim();
      const column = entry.slice(cut + 1).trim();
      if (!fields.includes(field) || column === '') {
        throw new UsageError(
          `--map ${entry}: write FIELD=COLUMN, with one of ${fields.join(', ')}`,
        );
      }
      return [field, column];
    }),
  );
}

function sourceOf(name: string): string {
  const source = ZImportSource.safeParse(name);
  if (source.success) return source.data;
  if (name.trim().toLowerCase() === 'toster') throw new UsageError('--source toster is reserved');
  throw new UsageError('--source is a name of 1 to 60 characters');
}
