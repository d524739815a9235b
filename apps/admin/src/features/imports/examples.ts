import { csvOf } from '@toster/contracts/csv';
import type { ImportKind } from '@toster/contracts/imports/kinds';
import { taxClassesOf } from '#features/menu/use-tax-classes.ts';

const ROWS: Readonly<Record<Exclude<ImportKind, 'menu'>, readonly (readonly string[])[]>> = {
  orders: [
    ['order_id', 'placed_at', 'quantity', 'item_name', 'choice_description', 'item_price'],
    ['1001', '2026-03-01 18:30', '2', 'Borscht', 'sour cream, garlic bread', '290.00'],
    ['1001', '2026-03-01 18:30', '1', 'Lemonade', '', '85.00'],
    ['1002', '2026-03-01 18:42', '1', 'Dumplings with cherries', '', '165.00'],
  ],
  customers: [
    ['name', 'phone', 'email'],
    ['Ada Lovelace', '+44 20 7946 0018', 'ada@example.com'],
    ['Grace Hopper', '', 'grace@example.com'],
  ],
};

/** A small file of a kind, as a pattern for one's own; of dishes in the tax classes of the country. */
export function exampleOf(kind: ImportKind, country: string): string {
  if (kind !== 'menu') return csvOf(ROWS[kind]);
  const [taxClass = 'standard'] = taxClassesOf(country);
  return csvOf([
    [
      'external_id',
      'category',
      'name',
      'description',
      'price',
      'tax_class',
      'allergens',
      'available',
    ],
    [
      'S1',
      'Soups',
      'Borscht',
      'With beans and sour cream',
      '145.00',
      taxClass,
      'celery, milk',
      'yes',
    ],
    ['D1', 'Desserts', 'Dumplings with cherries', '', '165.00', taxClass, 'gluten, eggs', 'yes'],
    ['D2', 'Desserts', 'Honey cake', '', '120.00', taxClass, 'gluten, eggs, milk', 'no'],
  ]);
}
