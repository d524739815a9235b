import type { ReceiptSeller } from '@toster/contracts/schemas/receipts';
import type { InferSelectModel } from 'drizzle-orm';
import { menuCategory, menuItem } from '../../schema/index.ts';
import type { LocationRow, OrgRow } from './org.ts';
import { type Handle, Rows } from './rows.ts';
import { freshSource, type Source } from './source.ts';

export type MenuCategoryRow = InferSelectModel<typeof menuCategory>;
export type MenuItemRow = InferSelectModel<typeof menuItem>;

/** An establishment of an organisation: where a factory puts its rows. */
export type Place = {
  readonly org: OrgRow;
  readonly location: LocationRow;
  /** Who sells there, as its receipts keep it; absent for receipts from before they did. */
  readonly seller?: ReceiptSeller;
};

export type MenuItemInput = {
  readonly name: string;
  readonly description?: string;
  readonly priceMinor: number;
  readonly taxClass: string;
  readonly allergens?: readonly string[];
  readonly available?: boolean;
};

export type MenuInput = readonly {
  readonly name: string;
  readonly items: readonly MenuItemInput[];
}[];

export type Menu = {
  readonly categories: readonly MenuCategoryRow[];
  readonly items: readonly MenuItemRow[];
};

const SMALL_MENU: MenuInput = [
  {
    name: 'Супи',
    items: [
      {
        name: 'Борщ з пампушками',
        priceMinor: 14_500,
        taxClass: 'standard',
        allergens: ['celery', 'milk', 'gluten'],
      },
      {
        name: 'Бульйон з локшиною',
        priceMinor: 11_500,
        taxClass: 'standard',
        allergens: ['gluten', 'eggs'],
      },
    ],
  },
  { name: 'Напої', items: [{ name: 'Узвар', priceMinor: 6_000, taxClass: 'standard' }] },
];

/** Adds a menu, its categories and items in the given order. */
export function menuRows(
  rows: Rows,
  source: Source,
  place: Place,
  input: MenuInput = SMALL_MENU,
): Menu {
  const categories: MenuCategoryRow[] = [];
  const items: MenuItemRow[] = [];
  for (const [position, { name, items: dishes }] of input.entries()) {
    const category: MenuCategoryRow = {
      orgId: place.org.orgId,
      id: source.id(),
      locationId: place.location.id,
      name,
      position: position + 1,
      createdAt: source.now,
    };
    rows.add(menuCategory, category);
    categories.push(category);
    for (const dish of dishes)
      items.push(menuItemRows(rows, source, place, category.id, dish, items.length + 1));
  }
  return { categories, items };
}

function menuItemRows(
  rows: Rows,
  source: Source,
  { org, location }: Place,
  categoryId: string,
  input: MenuItemInput,
  position: number,
): MenuItemRow {
  const row: MenuItemRow = {
    orgId: org.orgId,
    id: source.id(),
    locationId: location.id,
    categoryId,
    name: input.name,
    description: input.description ?? '',
    priceMinor: input.priceMinor,
    currency: org.currency,
    taxClass: input.taxClass,
    allergens: [...(input.allergens ?? [])],
    available: input.available ?? true,
    position,
    createdAt: source.now,
    externalId: null,
  };
  rows.add(menuItem, row);
  return row;
}

/** Inserts a menu; a small Ukrainian one when none is given. */
export async function createMenu(
  handle: Handle,
  place: Place,
  input: MenuInput = SMALL_MENU,
  source: Source = freshSource(),
): Promise<Menu> {
  const rows = new Rows();
  const menu = menuRows(rows, source, place, input);
  await rows.flush(handle);
  return menu;
}

/** Inserts one item into a category. */
export async function createMenuItem(
  handle: Handle,
  place: Place,
  categoryId: string,
  input: Partial<MenuItemInput> = {},
  source: Source = freshSource(),
): Promise<MenuItemRow> {
  const rows = new Rows();
  const dish = { name: 'Деруни', priceMinor: 16_500, taxClass: 'standard', ...input };
  const row = menuItemRows(rows, source, place, categoryId, dish, 1);
  await rows.flush(handle);
  return row;
}
