import { IMPORT_FIELDS, type ImportField } from '@toster/contracts/imports/kinds';
import type { Problem } from '@toster/contracts/imports/problems';
import type { ImportReading } from '@toster/contracts/imports/reading';
import type { PreviewImportOutput, ReadValue } from '@toster/contracts/schemas/imports';
import { CUSTOMER_READERS, readCustomerLine } from './customers/read-customer-line.ts';
import { menuReading, orderReading, type ReadingPlace } from './import-table.ts';
import { MENU_READERS, readMenuLine } from './menu/read-menu-line.ts';
import { ORDER_READERS, readOrderId, readOrderLine } from './orders/read-order-line.ts';
import type { Columns } from './table/columns.ts';
import type { FileRecord } from './table/read-records.ts';
import { fieldOf, type Read } from './values/read.ts';

type Row = PreviewImportOutput['rows'][number];
type Value = string | number | boolean | Date | readonly string[] | null;
type Reader = (fields: readonly string[]) => Read<Value>;

/** The records as they will be read, cell by cell and line by line, by the very code that imports them. */
export function previewTable(
  records: readonly FileRecord[],
  reading: ImportReading,
  place: ReadingPlace,
  now: Date,
): Row[] {
  const { readers, problemOf } = readersOf(reading, place, now);
  const shown = IMPORT_FIELDS[reading.kind].filter((field) => readers.has(field));
  return records.map((record) => ({
    line: record.firstLine,
    cells: 'problem' in record ? [] : cellsOf(record.fields, shown, readers, reading.columns),
    problem: 'problem' in record ? record.problem : problemOf(record),
  }));
}

type Readers = {
  readonly readers: ReadonlyMap<ImportField, Reader>;
  /** What keeps the line from being taken. */
  readonly problemOf: (record: FileRecord) => Problem | null;
};

function readersOf(reading: ImportReading, place: ReadingPlace, now: Date): Readers {
  switch (reading.kind) {
    case 'orders': {
      const table = orderReading(reading, place, now);
      const id: Reader = (fields) => {
        const value = readOrderId(fields, table.columns);
        return value === null
          ? { problem: { code: 'missing_or_too_long', field: 'order_id' } }
          : { value };
      };
      const readers = bind(ORDER_READERS, table).set('order_id', id);
      return {
        // A time that all orders have is shown in every line.
        readers: mapped(readers, reading.columns, table.placedAt === null ? [] : ['placed_at']),
        problemOf: (record) =>
          'problem' in record
            ? record.problem
            : (problemIn(id(record.fields)) ?? problemIn(readOrderLine(record.fields, table))),
      };
    }
    case 'menu': {
      const table = menuReading(reading, place);
      return {
        readers: mapped(bind(MENU_READERS, table), reading.columns),
        problemOf: (record) => problemIn(readMenuLine(record, table)),
      };
    }
    case 'customers': {
      const table = { ...reading, country: place.country };
      return {
        readers: mapped(bind(CUSTOMER_READERS, table), reading.columns),
        problemOf: (record) => problemIn(readCustomerLine(record, table)),
      };
    }
  }
}

const problemIn = (read: object): Problem | null =>
  'problem' in read ? (read.problem as Problem) : null;

function bind<T>(
  readers: Readonly<Record<string, (fields: readonly string[], table: T) => Read<Value>>>,
  table: T,
): Map<ImportField, Reader> {
  return new Map(
    Object.entries(readers).map(([field, read]) => [
      field as ImportField,
      (fields: readonly string[]) => read(fields, table),
    ]),
  );
}

/** The readers of fields that stand in a column, and of those that are the same for every line. */
function mapped(
  readers: ReadonlyMap<ImportField, Reader>,
  columns: Columns,
  always: readonly ImportField[] = [],
): ReadonlyMap<ImportField, Reader> {
  return new Map(
    [...readers].filter(([field]) => columns[field] !== undefined || always.includes(field)),
  );
}

function cellsOf(
  fields: readonly string[],
  shown: readonly ImportField[],
  readers: ReadonlyMap<ImportField, Reader>,
  columns: Columns,
): Row['cells'] {
  return shown.flatMap((field): Row['cells'] => {
    const read = readers.get(field)?.(fields);
    if (read === undefined) return [];
    if ('problem' in read)
      return [{ field, value: null, text: fieldOf(fields, columns, field), problem: read.problem }];
    return [{ field, value: valueOf(field, read.value), text: null, problem: null }];
  });
}

const MONEY: ReadonlySet<ImportField> = new Set(['item_price', 'price']);

function valueOf(field: ImportField, value: Value): ReadValue | null {
  if (value === null) return null;
  if (value instanceof Date) return { type: 'instant', at: value.toISOString() };
  switch (typeof value) {
    case 'string':
      return { type: 'text', text: value };
    case 'boolean':
      return { type: 'flag', on: value };
    case 'number':
      return MONEY.has(field) ? { type: 'money', minor: value } : { type: 'number', number: value };
    default:
      return { type: 'list', items: [...value] };
  }
}
