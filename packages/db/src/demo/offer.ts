import { type MenuItemRow, menuRows, type Place } from '../testing/factories/menu.ts';
import type { OrderLineInput } from '../testing/factories/order.ts';
import type { Rng } from '../testing/factories/rng.ts';
import type { Rows } from '../testing/factories/rows.ts';
import type { Source } from '../testing/factories/source.ts';
import type { DemoCategory, DemoContent, DemoLocation, Dish } from './content/types.ts';

/** What an establishment sells, as orders draw from it. */
export type Offer = readonly {
  readonly category: DemoCategory;
  readonly items: readonly MenuItemRow[];
}[];

const SOLD_OUT_PER_MENU = 2;

/** Adds the menu of a demo establishment: the organisation's list at local prices, with a dish or two sold out today. */
export function offerRows(
  rows: Rows,
  source: Source,
  place: Place,
  content: DemoContent,
  location: DemoLocation,
): Offer {
  const soldOut = new Set(
    source.rng.sample(
      content.menu.flatMap(({ dishes }) => dishes),
      SOLD_OUT_PER_MENU,
    ),
  );
  const menu = menuRows(
    rows,
    source,
    place,
    content.menu.map((category) => ({
      name: category.name,
      items: category.dishes.map((dish) =>
        itemOf(dish, category, content, location, !soldOut.has(dish)),
      ),
    })),
  );
  return content.menu.map((category, index) => {
    const categoryId = menu.categories[index]?.id;
    return { category, items: menu.items.filter((item) => item.categoryId === categoryId) };
  });
}

function itemOf(
  [name, description, priceMinor, allergens = []]: Dish,
  category: DemoCategory,
  content: DemoContent,
  location: DemoLocation,
  available: boolean,
) {
  const step = content.currency === 'UAH' || content.currency === 'CZK' ? 100 : 10;
  const local =
    location.pricePercent === 100
      ? priceMinor
      : Math.round((priceMinor * location.pricePercent) / 100 / step) * step;
  return {
    name,
    description,
    priceMinor: local,
    taxClass: category.taxClass,
    allergens,
    available,
  };
}

/** What one table or bag holds: one to five different items, now and then with a wish. */
export function drawLines(rng: Rng, offer: Offer): readonly OrderLineInput[] {
  const wanted = rng.weighted([
    [1, 12],
    [2, 28],
    [3, 30],
    [4, 20],
    [5, 10],
  ]);
  const lines = new Map<string, OrderLineInput>();
  for (let draw = 0; draw < wanted; draw++) {
    const { category, items } = rng.weighted(
      offer.map((entry) => [entry, entry.category.weight] as const),
    );
    const item = rng.pick(items);
    const quantity = rng.weighted([
      [1, 70],
      [2, 24],
      [3, 5],
      [4, 1],
    ]);
    const modifiers = category.wishes && rng.chance(0.2) ? [rng.pick(category.wishes)] : [];
    lines.set(item.id, { item, quantity, modifiers });
  }
  return [...lines.values()];
}
