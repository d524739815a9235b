import type { FieldChange } from '@toster/contracts/imports/problems';
import { newId } from '@toster/contracts/ids';
import { menuCategory, menuItem } from '@toster/db/schema/menu';
import type { Tx } from '@toster/db/tenant';
import { and, eq, sql } from 'drizzle-orm';
import type { Importer } from '../find-importer.ts';
import type { Changed, Foreseen, Kind, Verdict } from '../kind.ts';
import { plainName } from '../values/plain-words.ts';
import { judgeMenu, loadMenu } from './match-menu.ts';
import { menuSteps } from './menu-steps.ts';
import type { MenuLine, MenuTable } from './read-menu-line.ts';

const BATCH_DISHES = 200;

/** The menu of one location: creates dishes and categories, changes what a line says otherwise, leaves the rest. */
export function menuKind(table: MenuTable): Kind<MenuLine> {
  return {
    kind: 'menu',
    event: 'menu.imported',
    batchItems: BATCH_DISHES,
    steps: (records) => menuSteps(records, table),
    judge: (tx, importer, lines) => judgeMenu(tx, importer, lines, table),
    hold: async (tx, { orgId, locationId }) => {
      const name = `import menu ${orgId} ${locationId}`;
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
    },
    write: (tx, importer, verdict) => writeMenu(tx, importer, verdict, table),
    foresee: (verdict) => foresee(verdict, table),
  };
}

async function writeMenu(
  tx: Tx,
  importer: Importer,
  { fresh, changed }: Verdict<MenuLine>,
  table: MenuTable,
): Promise<void> {
  if (fresh.length === 0 && changed.length === 0) return;
  const categoryOf = await ensureCategories(tx, importer, [
    ...fresh.map((line) => categoryNamed(line, table)),
    ...changed.flatMap(({ item, changes }) =>
      changes.some(({ field }) => field === 'category') ? [categoryNamed(item, table)] : [],
    ),
  ]);
  await Promise.all([
    insertDishes(tx, importer, fresh, table, categoryOf),
    ...changed.map((change) => updateDish(tx, importer, change, table, categoryOf)),
  ]);
}

const categoryNamed = (line: MenuLine, { defaults }: MenuTable) =>
  line.category ?? defaults.category ?? '';

type CategoryOf = (name: string) => string;

/** The ids of categories by name; those that are not there yet are added at the end, in the order of the file. */
async function ensureCategories(
  tx: Tx,
  importer: Importer,
  wanted: readonly string[],
): Promise<CategoryOf> {
  const { orgId, locationId } = importer;
  const { categories } = await loadMenu(tx, importer);
  const ids = new Map([...categories].map(([id, name]) => [plainName(name), id]));
  // As the file spells it first.
  const missing = new Map<string, string>();
  for (const name of wanted) {
    const plain = plainName(name);
    if (!ids.has(plain) && !missing.has(plain)) missing.set(plain, name);
  }
  if (missing.size > 0) {
    const [last] = await tx
      .select({ position: sql<number>`coalesce(max(${menuCategory.position}), -1)::int` })
      .from(menuCategory)
      .where(and(eq(menuCategory.orgId, orgId), eq(menuCategory.locationId, locationId)));
    const first = (last?.position ?? -1) + 1;
    const rows = [...missing].map(([plain, name], index) => {
      const id = newId();
      ids.set(plain, id);
      return { orgId, id, locationId, name, position: first + index };
    });
    await tx.insert(menuCategory).values(rows);
  }
  return (name) => {
    const id = ids.get(plainName(name));
    if (id === undefined) throw new Error('a category was not made');
    return id;
  };
}

async function insertDishes(
  tx: Tx,
  { orgId, locationId, currency }: Importer,
  lines: readonly MenuLine[],
  table: MenuTable,
  categoryOf: CategoryOf,
): Promise<void> {
  if (lines.length === 0) return;
  const [last] = await tx
    .select({ position: sql<number>`coalesce(max(${menuItem.position}), -1)::int` })
    .from(menuItem)
    .where(and(eq(menuItem.orgId, orgId), eq(menuItem.locationId, locationId)));
  const first = (last?.position ?? -1) + 1;
  await tx.insert(menuItem).values(
    lines.map((line, index) => ({
      orgId,
      id: newId(),
      locationId,
      categoryId: categoryOf(categoryNamed(line, table)),
      name: line.name,
      description: line.description ?? '',
      priceMinor: line.priceMinor ?? 0,
      currency,
      taxClass: line.taxClass ?? table.defaults.taxClass ?? '',
      allergens: [...(line.allergens ?? [])],
      available: line.available ?? true,
      position: first + index,
      externalId: line.externalId,
    })),
  );
}

async function updateDish(
  tx: Tx,
  { orgId }: Importer,
  { item, id, changes }: Changed<MenuLine>,
  table: MenuTable,
  categoryOf: CategoryOf,
): Promise<void> {
  const has = new Set(changes.map(({ field }) => field));
  const { externalId, name, description, priceMinor, taxClass, allergens, available } = item;
  await tx
    .update(menuItem)
    .set({
      ...(has.has('external_id') ? { externalId } : {}),
      ...(has.has('category') ? { categoryId: categoryOf(categoryNamed(item, table)) } : {}),
      ...(has.has('name') ? { name } : {}),
      ...(has.has('description') && description !== null ? { description } : {}),
      ...(has.has('price') && priceMinor !== null ? { priceMinor } : {}),
      ...(has.has('tax_class') && taxClass !== null ? { taxClass } : {}),
      ...(has.has('allergens') && allergens !== null ? { allergens: [...allergens] } : {}),
      ...(has.has('available') && available !== null ? { available } : {}),
    })
    .where(and(eq(menuItem.orgId, orgId), eq(menuItem.id, id)));
}

function foresee({ fresh, changed }: Verdict<MenuLine>, table: MenuTable): readonly Foreseen[] {
  const lineOf = ({ records: [record] }: MenuLine) => ({
    lineNo: record?.firstLine ?? 0,
    raw: record?.raw ?? '',
  });
  return [
    ...fresh.map((line) => ({
      ...lineOf(line),
      verdict: 'created' as const,
      changes: newFields(line, table),
    })),
    ...changed.map(({ item, changes }) => ({
      ...lineOf(item),
      verdict: 'updated' as const,
      changes,
    })),
  ];
}

/** What a new dish would be. */
function newFields(line: MenuLine, table: MenuTable): readonly FieldChange[] {
  const fields = {
    name: line.name,
    category: categoryNamed(line, table),
    price: line.priceMinor,
    tax_class: line.taxClass ?? table.defaults.taxClass ?? null,
    allergens: line.allergens === null || line.allergens.length === 0 ? null : [...line.allergens],
  };
  return Object.entries(fields)
    .filter(([, after]) => after !== null)
    .map(([field, after]) => ({ field, before: null, after }));
}
