import type { MenuField } from '@toster/contracts/imports/kinds';
import type { Problem } from '@toster/contracts/imports/problems';
import type { MenuReading } from '@toster/contracts/imports/reading';
import type { Currency } from '@toster/contracts/money';
import type { Columns } from '../table/columns.ts';
import type { FileRecord } from '../table/read-records.ts';
import { readMoney } from '../values/read-money.ts';
import { fieldOf, problem, type Read, readText } from '../values/read.ts';
import { readAllergens, readAvailable, readTaxClass } from './read-words.ts';
import type { Allergen } from './words.ts';

/** How a table of dishes is meant. */
export type MenuTable = {
  readonly columns: Columns<MenuField>;
  readonly defaults: MenuReading['defaults'];
  readonly country: string;
  readonly currency: Currency;
};

/** A dish as a line says it; null is not said, and leaves what is there. */
export type MenuLine = {
  readonly externalId: string | null;
  readonly category: string | null;
  readonly name: string;
  readonly description: string | null;
  readonly priceMinor: number | null;
  readonly taxClass: string | null;
  readonly allergens: readonly Allergen[] | null;
  readonly available: boolean | null;
  readonly records: readonly FileRecord[];
};

const KEY_CHARACTERS = 100;
const NAME_CHARACTERS = 120;
const DESCRIPTION_CHARACTERS = 500;

type Fields = readonly string[];

/** The fields of a dish, one by one, as `readMenuLine` puts them together. */
export const MENU_READERS = {
  external_id: (fields: Fields, { columns }: MenuTable): Read<string | null> => {
    const text = fieldOf(fields, columns, 'external_id');
    // A table with keys has one in every line: only then does each line say which dish it means.
    return text === '' && columns.external_id !== undefined
      ? problem('missing', { field: 'external_id' })
      : readText(text, 'external_id', KEY_CHARACTERS);
  },
  category: (fields: Fields, { columns }: MenuTable): Read<string | null> =>
    readText(fieldOf(fields, columns, 'category'), 'category', NAME_CHARACTERS),
  name: (fields: Fields, { columns }: MenuTable): Read<string> => {
    const name = readText(fieldOf(fields, columns, 'name'), 'name', NAME_CHARACTERS);
    if ('problem' in name) return name;
    return name.value === null ? problem('missing', { field: 'name' }) : { value: name.value };
  },
  description: (fields: Fields, { columns }: MenuTable): Read<string | null> =>
    readText(fieldOf(fields, columns, 'description'), 'description', DESCRIPTION_CHARACTERS),
  price: (fields: Fields, { columns, currency }: MenuTable): Read<number | null> =>
    readMoney(fieldOf(fields, columns, 'price'), 'price', currency),
  tax_class: (fields: Fields, { columns, country }: MenuTable): Read<string | null> =>
    readTaxClass(fieldOf(fields, columns, 'tax_class'), country),
  allergens: (fields: Fields, { columns }: MenuTable): Read<readonly Allergen[] | null> =>
    readAllergens(fieldOf(fields, columns, 'allergens')),
  available: (fields: Fields, { columns }: MenuTable): Read<boolean | null> =>
    readAvailable(fieldOf(fields, columns, 'available')),
} as const;

/** Reads one line. The answer is the first problem when a value cannot be meant. */
export function readMenuLine(
  record: FileRecord,
  table: MenuTable,
): MenuLine | { readonly problem: Problem } {
  if ('problem' in record) return record;
  const { fields } = record;
  const externalId = MENU_READERS.external_id(fields, table);
  if ('problem' in externalId) return externalId;
  const category = MENU_READERS.category(fields, table);
  if ('problem' in category) return category;
  const name = MENU_READERS.name(fields, table);
  if ('problem' in name) return name;
  const description = MENU_READERS.description(fields, table);
  if ('problem' in description) return description;
  const price = MENU_READERS.price(fields, table);
  if ('problem' in price) return price;
  const taxClass = MENU_READERS.tax_class(fields, table);
  if ('problem' in taxClass) return taxClass;
  const allergens = MENU_READERS.allergens(fields, table);
  if ('problem' in allergens) return allergens;
  const available = MENU_READERS.available(fields, table);
  if ('problem' in available) return available;
  return {
    externalId: externalId.value,
    category: category.value,
    name: name.value,
    description: description.value,
    priceMinor: price.value,
    taxClass: taxClass.value,
    allergens: allergens.value,
    available: available.value,
    records: [record],
  };
}
