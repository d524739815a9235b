import { IMPORT_FIELDS, type ImportField, type ImportKind } from '@toster/contracts/imports/kinds';
import { ImportError } from '../import-error.ts';
import { plainWords } from '../values/plain-words.ts';
import { listOf } from './header.ts';
import { knownNames } from './known-names.ts';
import type { PriceMeaning } from './names/price-names.ts';

/** Where each field stands in a record, from 0. */
export type Columns<F extends ImportField = ImportField> = Readonly<
  Partial<Record<F, number | undefined>>
>;

/**
 * The fields of a kind that the names of the columns tell, with or without a unit behind them ("Price, EUR", "Price (EUR)").
 * A column is taken once, by the first field that knows it.
 */
export function recogniseColumns(
  kind: ImportKind,
  names: readonly string[],
  price: PriceMeaning = 'line',
): Columns {
  const known: Readonly<Partial<Record<ImportField, readonly string[]>>> = knownNames(price)[kind];
  const at: Partial<Record<ImportField, number>> = {};
  const taken = new Set<number>();
  for (const plain of [names.map(plainWords), names.map((name) => plainWords(withoutUnit(name)))]) {
    for (const field of IMPORT_FIELDS[kind]) {
      if (at[field] !== undefined) continue;
      const index = (known[field] ?? [])
        .map((name) => plain.indexOf(plainWords(name)))
        .find((each) => each !== -1 && !taken.has(each));
      if (index === undefined) continue;
      at[field] = index;
      taken.add(index);
    }
  }
  return at;
}

/** A name without what stands behind a comma or in brackets. */
function withoutUnit(name: string): string {
  return name.replace(/[,([].*$/su, '');
}

/** What a person at the command line said about the columns. */
export type NamedColumns = {
  readonly kind: ImportKind;
  readonly names: readonly string[];
  /** Field to column, by its name or `#3` for the third. */
  readonly map: ReadonlyMap<string, string>;
  readonly needed: readonly ImportField[];
  readonly price?: PriceMeaning;
};

/** The columns as they are recognised and named. Throws an ImportError that lists the header when one is missing. */
export function nameColumns({ kind, names, map, needed, price }: NamedColumns): Columns {
  const at: Partial<Record<ImportField, number | undefined>> = {
    ...recogniseColumns(kind, names, price),
  };
  for (const [field, wanted] of map) {
    const index = findNamed(names, wanted);
    const known = IMPORT_FIELDS[kind].find((each) => each === field);
    if (known === undefined || index === -1)
      throw new ImportError(
        'not_a_table',
        `there is no column ${wanted} for ${field}; ${listOf(names)}`,
      );
    at[known] = index;
  }
  for (const field of needed) {
    if (at[field] === undefined) {
      throw new ImportError(
        'not_a_table',
        `no column for ${field} was recognised: name it with --map ${field}=COLUMN; ${listOf(names)}`,
      );
    }
  }
  return at;
}

function findNamed(names: readonly string[], wanted: string): number {
  const number = /^#(\d+)$/.exec(wanted)?.[1];
  if (number !== undefined) return Number(number) <= names.length ? Number(number) - 1 : -1;
  const exact = names.indexOf(wanted);
  return exact === -1
    ? names.findIndex((column) => plainWords(column) === plainWords(wanted))
    : exact;
}
