import {
  IMPORT_FIELDS,
  type ImportField,
  type ImportKind,
  NEEDED_FIELDS,
} from '@toster/contracts/imports/kinds';
import type { Delimiter, Encoding, ImportReading } from '@toster/contracts/imports/reading';
import { SOURCE_LENGTH, sourceFault } from '@toster/contracts/imports/source';
import type { InspectImportOutput, ReadingShown } from '@toster/contracts/schemas/imports';

/** How a file is to be read, while somebody is choosing it. */
export type Draft = {
  readonly kind: ImportKind;
  readonly delimiter: Delimiter;
  readonly encoding: Encoding;
  readonly columns: Readonly<Partial<Record<ImportField, number>>>;
  readonly price: 'line' | 'unit';
  readonly placedAt: 'column' | 'once';
  /** The one time of all orders, as a `datetime-local` field has it. */
  readonly once: string;
  readonly channel: 'dine_in' | 'takeaway' | 'delivery';
  readonly source: string;
  readonly category: string;
  readonly taxClass: string;
};

/** What is not yet chosen and must be: a field, or something a file does not say. */
export type Lack = ImportField | 'contact' | 'once' | 'source';

type Given = {
  readonly kind: ImportKind;
  readonly source: string;
  /** As it was read when it was checked last. */
  readonly reading: ReadingShown | null;
  readonly inspection: InspectImportOutput;
};

/** What the form begins with: the reading of the last check, else what was recognised. */
export function draftOf({ kind, source, reading, inspection }: Given): Draft {
  const { delimiter, encoding, recognised } = inspection;
  const isSame =
    reading !== null && reading.delimiter === delimiter && reading.encoding === encoding;
  const columns = Object.fromEntries(
    (isSame ? reading.columns : recognised).map(({ field, column }) => [field, column]),
  ) as Draft['columns'];
  const isDated = columns.placed_at !== undefined;
  const placedAt = reading?.placedAt ?? null;
  return {
    kind,
    delimiter,
    encoding,
    columns,
    price: reading?.price ?? 'line',
    placedAt:
      placedAt === null ? (isDated ? 'column' : 'once') : placedAt === 'column' ? 'column' : 'once',
    once: placedAt === null || placedAt === 'column' ? '' : placedAt,
    channel: reading?.channel ?? 'takeaway',
    source,
    category: reading?.category ?? '',
    taxClass: reading?.taxClass ?? '',
  };
}

/** The draft for a file as it is now divided and written: what is not about its columns stays as it was chosen. */
export function adapted(edited: Draft | null, given: Given): Draft {
  const { delimiter, encoding } = given.inspection;
  if (edited === null) return draftOf(given);
  if (edited.delimiter === delimiter && edited.encoding === encoding) return edited;
  return { ...edited, delimiter, encoding, columns: draftOf(given).columns };
}

/** The draft with a field in another column, or in none. One column is one field: the other loses it. */
export function placed(draft: Draft, field: ImportField, column: number | null): Draft {
  const kept = Object.entries(draft.columns).filter(
    ([name, index]) => name !== field && index !== column,
  );
  const columns = Object.fromEntries(column === null ? kept : [...kept, [field, column]]);
  return { ...draft, columns };
}

/** Whether nothing can be read without the field. */
export function isNeeded(draft: Draft, field: ImportField): boolean {
  return (
    NEEDED_FIELDS[draft.kind].includes(field) ||
    (draft.kind === 'orders' && field === 'placed_at' && draft.placedAt === 'column')
  );
}

/** What is still to be chosen, in the order of the form. */
export function lacksOf(draft: Draft): readonly Lack[] {
  const { kind, columns, placedAt, once, source } = draft;
  const lacks: Lack[] = IMPORT_FIELDS[kind].filter(
    (field) => isNeeded(draft, field) && columns[field] === undefined,
  );
  if (kind === 'customers' && columns.phone === undefined && columns.email === undefined)
    lacks.push('contact');
  if (kind === 'orders' && placedAt === 'once' && once === '') lacks.push('once');
  if (kind === 'orders' && !isSource(source)) lacks.push('source');
  return lacks;
}

/** The reading a complete draft means; null while something is lacking. */
export function readingOf(draft: Draft): ImportReading | null {
  if (lacksOf(draft).length > 0) return null;
  const { kind, delimiter, encoding, columns } = draft;
  const framing = { delimiter, encoding };
  const pick = <F extends ImportField>(fields: readonly F[]) =>
    Object.fromEntries(
      fields.flatMap((field) => (columns[field] === undefined ? [] : [[field, columns[field]]])),
    );
  switch (kind) {
    case 'orders': {
      const { price, placedAt, once, channel, source } = draft;
      const of = pick(IMPORT_FIELDS.orders) as Extract<
        ImportReading,
        { kind: 'orders' }
      >['columns'];
      const at = placedAt === 'column' ? placedAt : once;
      return { kind, ...framing, columns: of, price, placedAt: at, channel, source: source.trim() };
    }
    case 'menu': {
      const of = pick(IMPORT_FIELDS.menu) as Extract<ImportReading, { kind: 'menu' }>['columns'];
      const category = draft.category.trim();
      const { taxClass } = draft;
      const defaults = {
        ...(category === '' ? {} : { category }),
        ...(taxClass === '' ? {} : { taxClass }),
      };
      return { kind, ...framing, columns: of, defaults };
    }
    case 'customers':
      return { kind, ...framing, columns: pick(IMPORT_FIELDS.customers) };
  }
}

/** The reading for looking at the first lines: what does not show in them is left out. */
export function previewOf(draft: Draft): ImportReading | null {
  return readingOf({ ...draft, source: 'preview', category: '' });
}

function isSource(text: string): boolean {
  const name = text.trim();
  return name !== '' && name.length <= SOURCE_LENGTH && sourceFault(name) === null;
}
