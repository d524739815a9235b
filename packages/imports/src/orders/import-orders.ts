import { NEEDED_FIELDS } from '@toster/contracts/imports/kinds';
import { findImporter, type NamedImporter } from '../find-importer.ts';
import { beginJob, findJob, readingDigest } from '../import-job.ts';
import type { ImportDatabases, ImportWatch } from '../import-run.ts';
import { orderReading } from '../import-table.ts';
import { passOver, type PassageResult } from '../pass-over.ts';
import { fileSource } from '../table/byte-source.ts';
import { type Columns, nameColumns } from '../table/columns.ts';
import type { PriceMeaning } from '../table/known-names.ts';
import { type Framing, peekHeader } from '../table/open-table.ts';
import { type OrderChannel, ordersKind } from './orders-kind.ts';

export type ImportOrdersOptions = NamedImporter & {
  readonly path: string;
  readonly encoding?: Framing['encoding'];
  readonly price: PriceMeaning;
  /** Field to column, where the names of the columns do not tell. */
  readonly map: ReadonlyMap<string, string>;
  /** The system the orders come from; with the order's id there it makes an import idempotent. */
  readonly source: string;
  /** A date and time for every order, or `column`. */
  readonly placedAt: string;
  readonly channel: OrderChannel;
  readonly dryRun: boolean;
  /** Orders in one transaction (200). */
  readonly batchOrders?: number;
};

/** How it ended: orders that stand, whichever run brought them in. */
export type ImportOrdersResult = PassageResult & {
  readonly orders: number;
  readonly columns: Columns;
};

/**
 * Imports a file of order lines under the name of a person, as the command line asks for it. Idempotent and resumable.
 * Throws an ImportError as `passOver` does.
 */
export async function importOrders(
  databases: ImportDatabases,
  options: ImportOrdersOptions,
  watch: ImportWatch = {},
): Promise<ImportOrdersResult> {
  const find = () => findImporter(databases.auth, options, ['orders.create']);
  const importer = await find();
  const framing: Framing = { encoding: options.encoding ?? 'utf-8', delimiter: null };
  const source = fileSource(options.path);
  const { price, map, placedAt, channel } = options;
  const columns = nameColumns({
    kind: 'orders',
    names: (await peekHeader(source, framing)).names,
    map,
    price,
    needed: placedAt === 'column' ? [...NEEDED_FIELDS.orders, 'placed_at'] : NEEDED_FIELDS.orders,
  });
  const reading = orderReading({ columns, price, placedAt }, importer, new Date());
  const key = (digest: string) => ({
    importer,
    kind: 'orders' as const,
    event: 'orders.imported' as const,
    source: options.source,
    digest: readingDigest(digest, {
      price,
      placedAt: reading.placedAt?.toISOString() ?? 'column',
      channel,
      columns,
    }),
  });
  const result = await passOver(
    {
      databases,
      importer,
      find,
      kind: () => ordersKind(reading, options),
      source,
      framing,
      dryRun: options.dryRun,
      batchItems: options.batchOrders,
      job: ({ digest }) => (options.dryRun ? findJob : beginJob)(databases.worker, key(digest)),
    },
    watch,
  );
  return { ...result, orders: result.items, columns };
}
