import { basename, extname } from 'node:path';
import { parseArgs } from 'node:util';
import { FIELDS, type PriceMeaning } from '../features/imports/columns.ts';
import type { ImportOptions } from '../features/imports/import-orders.ts';
import type { OrderChannel } from '../features/imports/write-batch.ts';
import { UsageError } from './exit-codes.ts';

export const IMPORT_ORDERS_HELP = `Usage: pnpm toster import orders FILE --org SLUG --location SLUG --as EMAIL
                             --price line|unit --placed-at TIME|column [options]

Imports orders from a CSV or TSV file of another system: one line for each order line, the lines of
an order together, a header first. The delimiter (tab, semicolon, comma, |) is recognised.

  FILE                  the table, UTF-8
  --org SLUG            the organisation, for example diner-austin
  --location SLUG       one of its locations, for example south-congress
  --as EMAIL            the member in whose name is imported; must hold orders.create there
  --price line|unit     item_price is the total of the line, or the price of one piece
  --placed-at TIME      when the orders were placed: 2026-03-01, 2026-03-01T18:30 (local time of the
                        location) or with an offset; column: each line says it (placed_at)
  --map FIELD=COLUMN    which column a field stands in, by name or as #3; may be repeated
                        fields: ${FIELDS.join(', ')}
  --source NAME         the system the orders come from (the file's name without its ending)
  --channel CHANNEL     dine_in, takeaway (default) or delivery
  --dry-run             write nothing; say what would happen, with every problem by line
  --help

An order is taken whole or not at all. Lines that are not taken are reported with number and reason
and kept with the import. The same command after an interruption goes on where it stopped; run
twice it changes nothing: an order is known by organisation, source and its id there.

Exit code: 0 all lines taken, 1 refused or failed, 2 wrong arguments, 3 finished with lines put
aside, 130 interrupted.
`;

const SOURCE_CHARACTERS = 60;
const CHANNELS = ['dine_in', 'takeaway', 'delivery'] as const satisfies readonly OrderChannel[];

/** Reads the arguments after `import orders`. Null asks for help. Throws a UsageError. */
export function readImportArguments(args: readonly string[]): ImportOptions | null {
  const { values, positionals } = parse(args);
  if (values.help === true) return null;
  const [path, ...more] = positionals;
  if (path === undefined) throw new UsageError('which FILE?');
  if (more.length > 0) throw new UsageError(`one FILE at a time, not also ${more.join(', ')}`);
  const required = (name: 'org' | 'location' | 'as' | 'price' | 'placed-at'): string => {
    const value = values[name]?.trim() ?? '';
    if (value === '') throw new UsageError(`--${name} is missing`);
    return value;
  };
  return {
    path,
    org: required('org'),
    location: required('location'),
    email: required('as'),
    price: oneOf('price', required('price'), [
      'line',
      'unit',
    ] as const satisfies readonly PriceMeaning[]),
    placedAt: required('placed-at'),
    map: readMap(values.map ?? []),
    source: sourceOf(values.source ?? basename(path, extname(path))),
    channel: oneOf('channel', values.channel ?? 'takeaway', CHANNELS),
    dryRun: values['dry-run'] === true,
  };
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
        price: { type: 'string' },
        'placed-at': { type: 'string' },
        map: { type: 'string', multiple: true },
        source: { type: 'string' },
        channel: { type: 'string' },
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

function readMap(entries: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    entries.map((entry) => {
      const cut = entry.indexOf('=');
      const field = entry.slice(0, Math.max(cut, 0)).trim();
      const column = entry.slice(cut + 1).trim();
      if (!FIELDS.some((known) => known === field) || column === '') {
        throw new UsageError(
          `--map ${entry}: write FIELD=COLUMN, with one of ${FIELDS.join(', ')}`,
        );
      }
      return [field, column];
    }),
  );
}

/** `toster` is what orders taken in the console are marked with. */
function sourceOf(name: string): string {
  const source = name.trim();
  if (source === '' || source.length > SOURCE_CHARACTERS || /\p{C}/u.test(source)) {
    throw new UsageError(`--source is a name of 1 to ${SOURCE_CHARACTERS} characters`);
  }
  if (source.toLowerCase() === 'toster') throw new UsageError('--source toster is reserved');
  return source;
}
