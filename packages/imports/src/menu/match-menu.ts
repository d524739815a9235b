import type { MenuField } from '@toster/contracts/imports/kinds';
import type { FieldChange, Problem } from '@toster/contracts/imports/problems';
import { menuCategory, menuItem } from '@toster/db/schema/menu';
import type { TenantReadTx } from '@toster/db/tenant';
import { and, eq, inArray } from 'drizzle-orm';
import type { Importer } from '../find-importer.ts';
import { type Changed, NO_VERDICT, type Rejection, rejectItem, type Verdict } from '../kind.ts';
import { plainName } from '../values/plain-words.ts';
import type { MenuLine, MenuTable } from './read-menu-line.ts';

type Dish = typeof menuItem.$inferSelect;
/** What a dish is found by. */
type Outline = Pick<Dish, 'id' | 'externalId' | 'categoryId' | 'name'>;

/** The menu as it is, for finding the dish a line means. */
export type MenuAsItIs = {
  /** By id, as people write them. */
  readonly categories: ReadonlyMap<string, string>;
  readonly outlines: readonly Outline[];
};

/** Reads what is needed to find dishes: keys, categories and names of one location. */
export async function loadMenu(
  tx: TenantReadTx,
  { orgId, locationId }: Importer,
): Promise<MenuAsItIs> {
  const [categories, outlines] = await Promise.all([
    tx
      .select({ id: menuCategory.id, name: menuCategory.name })
      .from(menuCategory)
      .where(and(eq(menuCategory.orgId, orgId), eq(menuCategory.locationId, locationId))),
    tx
      .select({
        id: menuItem.id,
        externalId: menuItem.externalId,
        categoryId: menuItem.categoryId,
        name: menuItem.name,
      })
      .from(menuItem)
      .where(and(eq(menuItem.orgId, orgId), eq(menuItem.locationId, locationId))),
  ]);
  return { categories: new Map(categories.map(({ id, name }) => [id, name])), outlines };
}

/** Finds the dish each line means and what it would change of it. Writes nothing. */
export async function judgeMenu(
  tx: TenantReadTx,
  importer: Importer,
  lines: readonly MenuLine[],
  table: MenuTable,
): Promise<Verdict<MenuLine>> {
  if (lines.length === 0) return NO_VERDICT;
  const menu = await loadMenu(tx, importer);
  const find = finderOf(menu, table);
  const matches = lines.map((line) => [line, find(line)] as const);
  const ids = matches.flatMap(([, match]) => (match === null || 'code' in match ? [] : [match.id]));
  const dishes = await loadDishes(tx, importer.orgId, ids);
  const fresh: MenuLine[] = [];
  const changed: Changed<MenuLine>[] = [];
  const known: MenuLine[] = [];
  const rejections: Rejection[] = [];
  for (const [line, match] of matches) {
    const dish = match === null || 'code' in match ? undefined : dishes.get(match.id);
    if (match !== null && 'code' in match) rejections.push(...rejectItem(line, match));
    else if (dish === undefined) {
      const problem = lackOf(line, table);
      if (problem === null) fresh.push(line);
      else rejections.push(...rejectItem(line, problem));
    } else {
      const changes = changesOf(line, dish, menu.categories);
      if (changes.length === 0) known.push(line);
      else changed.push({ item: line, id: dish.id, changes });
    }
  }
  return { fresh, changed, known, rejections };
}

async function loadDishes(
  tx: TenantReadTx,
  orgId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Dish>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(menuItem)
    .where(and(eq(menuItem.orgId, orgId), inArray(menuItem.id, [...ids])));
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * A dish is known by its key; one without a key by its name in its category, or by its name alone where nothing is said
 * of a category. A line with a key never takes a dish that has another one.
 */
function finderOf(
  { categories, outlines }: MenuAsItIs,
  { defaults }: MenuTable,
): (line: MenuLine) => Outline | Problem | null {
  const byKey = new Map(outlines.map((outline) => [outline.externalId, outline]));
  const byName = Map.groupBy(outlines, ({ name }) => plainName(name));
  return ({ externalId, category, name }) => {
    const keyed = externalId === null ? undefined : byKey.get(externalId);
    if (keyed !== undefined) return keyed;
    const place = category ?? defaults.category ?? null;
    const twins = (byName.get(plainName(name)) ?? []).filter(
      (outline) =>
        (externalId === null || outline.externalId === null) &&
        (place === null ||
          plainName(categories.get(outline.categoryId) ?? '') === plainName(place)),
    );
    return twins.length > 1 ? { code: 'several_match' } : (twins[0] ?? null);
  };
}

/** What a new dish cannot do without. */
function lackOf(line: MenuLine, { defaults }: MenuTable): Problem | null {
  const lacking: readonly [MenuField, unknown][] = [
    ['category', line.category ?? defaults.category],
    ['price', line.priceMinor],
    ['tax_class', line.taxClass ?? defaults.taxClass],
  ];
  const [field] = lacking.find(([, value]) => value === null || value === undefined) ?? [];
  return field === undefined ? null : { code: 'new_without', field };
}

/** What the line says otherwise than the dish has it. What it does not say stays. */
function changesOf(
  line: MenuLine,
  dish: Dish,
  categories: ReadonlyMap<string, string>,
): readonly FieldChange[] {
  const category = categories.get(dish.categoryId) ?? '';
  const all: readonly (FieldChange & { readonly field: MenuField })[] = [
    { field: 'external_id', before: dish.externalId, after: line.externalId },
    { field: 'category', before: category, after: line.category },
    { field: 'name', before: dish.name, after: line.name },
    { field: 'description', before: dish.description, after: line.description },
    { field: 'price', before: dish.priceMinor, after: line.priceMinor },
    { field: 'tax_class', before: dish.taxClass, after: line.taxClass },
    { field: 'allergens', before: dish.allergens, after: listOf(line.allergens) },
    { field: 'available', before: dish.available, after: line.available },
  ];
  return all.filter(({ field, before, after }) => after !== null && !isSame(field, before, after));
}

const listOf = (allergens: MenuLine['allergens']) => (allergens === null ? null : [...allergens]);

function isSame(
  field: MenuField,
  before: FieldChange['before'],
  after: FieldChange['after'],
): boolean {
  if (field === 'category') return plainName(String(before)) === plainName(String(after));
  if (Array.isArray(before) && Array.isArray(after))
    return [...before].sort().join() === [...after].sort().join();
  return before === after;
}
