import {
  IMPORT_PERMISSION,
  type ImportField,
  NEEDED_FIELDS,
} from '@toster/contracts/imports/kinds';
import { neededFor } from '@toster/contracts/imports/needs';
import type {
  CustomersReading,
  Encoding,
  ImportReading,
  MenuReading,
  OrdersReading,
} from '@toster/contracts/imports/reading';
import { findImporter, type Importer, type NamedImporter } from './find-importer.ts';
import { ImportError } from './import-error.ts';
import { beginJob, findJob, type JobKey, readingDigest } from './import-job.ts';
import type { ImportDatabases, ImportWatch } from './import-run.ts';
import { oneTime, withKind } from './import-table.ts';
import { passOver, type PassageResult } from './pass-over.ts';
import { fileSource } from './table/byte-source.ts';
import { type Columns, nameColumns } from './table/columns.ts';
import type { Header } from './table/header.ts';
import { type Framing, peekHeader } from './table/open-table.ts';

/** What a person says about a file besides its columns. */
export type Saying =
  | Pick<OrdersReading, 'kind' | 'price' | 'placedAt' | 'channel'>
  | Pick<MenuReading, 'kind' | 'defaults'>
  | Pick<CustomersReading, 'kind'>;

/** An import as the command line asks for it. */
export type NamedImport = NamedImporter & {
  readonly path: string;
  readonly encoding: Encoding;
  /** Field to column, where the names of the columns do not tell. */
  readonly map: ReadonlyMap<string, string>;
  /** The system the file comes from; with an order's id there it makes an import of orders idempotent. */
  readonly source: string;
  readonly says: Saying;
  readonly dryRun: boolean;
  /** Items in one transaction. */
  readonly batchItems?: number | undefined;
};

export type NamedResult = PassageResult & { readonly columns: Columns };

/**
 * Imports a file of this machine under the name of a person. The same file read in the same way is the same import: it
 * goes on where it stopped, and run twice it changes nothing. Throws an ImportError as `passOver` does.
 */
export async function importNamed(
  databases: ImportDatabases,
  options: NamedImport,
  watch: ImportWatch = {},
): Promise<NamedResult> {
  const { says, dryRun } = options;
  const first = await findImporter(databases.auth, options, [IMPORT_PERMISSION[says.kind]]);
  const framing: Framing = { encoding: options.encoding, delimiter: null };
  const source = fileSource(options.path);
  const reading = readingOf(options, await peekHeader(source, framing));
  const find = () => findImporter(databases.auth, options, neededFor(reading));
  const importer = neededFor(reading).length > 1 ? await find() : first;
  const result = await withKind(reading, importer, new Date(), (make) =>
    passOver(
      {
        databases,
        importer,
        find,
        kind: make,
        source,
        framing,
        dryRun,
        batchItems: options.batchItems,
        job: ({ digest }) => {
          const key = keyOf(options, importer, reading, digest, make().event);
          return (dryRun ? findJob : beginJob)(databases.worker, key);
        },
      },
      watch,
    ),
  );
  return { ...result, columns: reading.columns };
}

function readingOf({ says, map, encoding, source }: NamedImport, header: Header): ImportReading {
  const { names, delimiter } = header;
  const framing = { delimiter, encoding };
  const columns = nameColumns({
    kind: says.kind,
    names,
    map,
    needed: neededOf(says),
    ...(says.kind === 'orders' ? { price: says.price } : {}),
  });
  switch (says.kind) {
    case 'orders': {
      const of = {
        ...columns,
        ...allOf(columns, ['order_id', 'quantity', 'item_name', 'item_price']),
      };
      return { ...says, ...framing, columns: of, source };
    }
    case 'menu':
      return { ...says, ...framing, columns: { ...columns, ...allOf(columns, ['name']) } };
    case 'customers': {
      if (columns.phone === undefined && columns.email === undefined)
        throw new ImportError('not_a_table', 'no column for phone or email was recognised');
      return { ...says, ...framing, columns };
    }
  }
}

function neededOf(says: Saying): readonly ImportField[] {
  return says.kind === 'orders' && says.placedAt === 'column'
    ? [...NEEDED_FIELDS.orders, 'placed_at']
    : NEEDED_FIELDS[says.kind];
}

/** Columns that are known to be there. */
function allOf<F extends ImportField>(columns: Columns, fields: readonly F[]): Record<F, number> {
  return Object.fromEntries(fields.map((field) => [field, columns[field] ?? 0])) as Record<
    F,
    number
  >;
}

function keyOf(
  { source, says, encoding }: NamedImport,
  importer: Importer,
  { columns }: ImportReading,
  digest: string,
  event: JobKey['event'],
): JobKey {
  const read = {
    ...(encoding === 'utf-8' ? {} : { encoding }),
    ...(says.kind === 'menu' ? { defaults: says.defaults } : {}),
    ...(says.kind === 'orders'
      ? {
          price: says.price,
          placedAt:
            oneTime(says.placedAt, importer.timezone, new Date())?.toISOString() ?? 'column',
          channel: says.channel,
        }
      : {}),
    columns,
  };
  return { importer, kind: says.kind, event, source, digest: readingDigest(digest, read) };
}
