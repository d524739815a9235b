import { ImportError } from './import-error.ts';
import { splitFields } from './split-fields.ts';

/** What a table of order lines can hold. */
export const FIELDS = [
  'order_id',
  'quantity',
  'item_name',
  'choice_description',
  'item_price',
  'placed_at',
] as const;
export type Field = (typeof FIELDS)[number];

/** Whether the price column is the total of a line or the price of one piece. */
export type PriceMeaning = 'line' | 'unit';

/** Where each field stands in a record, from 0. */
export type Columns = {
  readonly delimiter: string;
  readonly count: number;
  readonly at: Readonly<Partial<Record<Field, number>>>;
  readonly names: readonly string[];
};

/** What other systems call the columns, best match first. Compared without case, spaces and punctuation. */
const KNOWN_NAMES: Readonly<Record<Exclude<Field, 'item_price'>, readonly string[]>> = {
  order_id: [
    'order_id',
    'order_no',
    'order_number',
    'order',
    'receipt_no',
    'receipt_number',
    'check_no',
    'ticket',
    'id',
  ],
  quantity: ['quantity', 'qty', 'pieces', 'count'],
  item_name: ['item_name', 'item', 'product_name', 'product', 'dish', 'name', 'description'],
  choice_description: ['choice_description', 'choices', 'modifiers', 'options', 'extras'],
  placed_at: [
    'placed_at',
    'ordered_at',
    'order_date',
    'order_time',
    'created_at',
    'datetime',
    'timestamp',
    'date',
  ],
};
const PRICE_NAMES: Readonly<Record<PriceMeaning, readonly string[]>> = {
  line: ['line_total', 'item_total', 'item_price', 'total', 'price', 'amount'],
  unit: ['unit_price', 'price_each', 'item_price', 'price'],
};

const DELIMITERS = ['\t', ';', ',', '|'] as const;

/** The delimiter that splits the header into the most fields; null when none does. */
export function detectDelimiter(header: string): string | null {
  let best: string | null = null;
  let most = 1;
  for (const delimiter of DELIMITERS) {
    const split = splitFields(header, delimiter);
    const count = 'fields' in split ? split.fields.length : 0;
    if (count > most) {
      most = count;
      best = delimiter;
    }
  }
  return best;
}

/**
 * Reads the header line. `map` names columns for fields whose own name is not recognised: by their name, or `#3` for
 * the third. Throws an ImportError that lists the header when a needed column is missing.
 */
export function readHeader(
  header: string,
  price: PriceMeaning,
  map: ReadonlyMap<string, string>,
  needsPlacedAt: boolean,
): Columns {
  const delimiter = detectDelimiter(header);
  if (delimiter === null) {
    throw new ImportError(
      'the first line names no columns: expected a header with tabs, semicolons or commas',
    );
  }
  const split = splitFields(header, delimiter);
  const names = 'fields' in split ? split.fields.map((name) => name.trim()) : [];
  const at: Partial<Record<Field, number>> = {};
  for (const field of FIELDS) {
    const wanted = map.get(field);
    const index =
      wanted === undefined ? findKnown(names, knownNames(field, price)) : findNamed(names, wanted);
    if (index !== -1) at[field] = index;
    else if (wanted !== undefined)
      throw new ImportError(`there is no column ${wanted} for ${field}; ${listOf(names)}`);
  }
  const needed: readonly Field[] = ['order_id', 'quantity', 'item_name', 'item_price'];
  for (const field of needsPlacedAt ? [...needed, 'placed_at' as const] : needed) {
    if (at[field] === undefined) {
      throw new ImportError(
        `no column for ${field} was recognised: name it with --map ${field}=COLUMN; ${listOf(names)}`,
      );
    }
  }
  return { delimiter, count: names.length, at, names };
}

function knownNames(field: Field, price: PriceMeaning): readonly string[] {
  return field === 'item_price' ? PRICE_NAMES[price] : KNOWN_NAMES[field];
}

const plain = (name: string) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

function findKnown(names: readonly string[], known: readonly string[]): number {
  for (const name of known) {
    const index = names.findIndex((column) => plain(column) === plain(name));
    if (index !== -1) return index;
  }
  return -1;
}

function findNamed(names: readonly string[], wanted: string): number {
  const number = /^#(\d+)$/.exec(wanted)?.[1];
  if (number !== undefined) return Number(number) <= names.length ? Number(number) - 1 : -1;
  const exact = names.indexOf(wanted);
  return exact === -1 ? names.findIndex((column) => plain(column) === plain(wanted)) : exact;
}

function listOf(names: readonly string[]): string {
  return `the file has ${names.map((name, index) => `#${index + 1} ${name}`).join(', ')}`;
}
