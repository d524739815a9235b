import { Temporal } from 'temporal-polyfill';
import { type MenuItemRow, menuRows, type Place } from '../testing/factories/menu.ts';
import type { Rows } from '../testing/factories/rows.ts';
import type { Source } from '../testing/factories/source.ts';
import type { DemoCategory, DemoContent, DemoLocation, Dish } from './content/types.ts';
import { seasonOf, seasonStart } from './season.ts';

/** What an order needs to know of an item. */
export type OfferedItem = Pick<MenuItemRow, 'id' | 'name' | 'priceMinor' | 'taxClass'>;

/** A category as one establishment sells it. */
export type OfferedCategory = {
  readonly category: Omit<DemoCategory, 'dishes'>;
  readonly items: readonly OfferedItem[];
  /** What guests ask to have changed, by item. */
  readonly wishes: ReadonlyMap<string, readonly string[]>;
  /** The first day it is sold; null where it always was. */
  readonly since: Temporal.PlainDate | null;
};

/** What an establishment sells, as orders draw from it. */
export type Offer = readonly OfferedCategory[];

const SOLD_OUT_PER_MENU = 2;

/** Prices end as the country's menus write them: multiples of so many minor units. */
const PRICE_STEP: Readonly<Record<string, number>> = {
  UAH: 100,
  CZK: 100,
  PLN: 50,
  EUR: 10,
  USD: 25,
};

/**
 * Adds the menu of a demo establishment: what the season brings first, then the organisation's list, at local prices,
 * with a dish or two sold out on the day of `today`.
 */
export function offerRows(
  rows: Rows,
  source: Source,
  place: Place,
  content: DemoContent,
  location: DemoLocation,
  today: Date,
): Offer {
  const date = Temporal.Instant.fromEpochMilliseconds(today.getTime())
    .toZonedDateTimeISO(content.timezone)
    .toPlainDate();
  const { dishes, ...specials } = content.specials;
  const card: readonly (DemoCategory & { readonly since: Temporal.PlainDate | null })[] = [
    { ...specials, dishes: dishes[seasonOf(date.month)], since: seasonStart(date) },
    ...content.menu.map((category) => ({ ...category, since: null })),
  ];
  const soldOut = new Set(
    source.rng.sample(
      // What everybody comes for has not run out.
      content.menu.flatMap((category) => category.dishes.slice(1)),
      SOLD_OUT_PER_MENU,
    ),
  );
  const menu = menuRows(
    rows,
    source,
    place,
    card.map((category) => ({
      name: category.name,
      items: category.dishes.map((dish) =>
        itemOf(dish, category.taxClass, content.currency, location, !soldOut.has(dish)),
      ),
    })),
  );
  return card.map(({ since, dishes: listed, ...category }, index) => {
    const categoryId = menu.categories[index]?.id;
    const items = menu.items.filter((item) => item.categoryId === categoryId);
    const wishes = new Map(items.map(({ id }, nth) => [id, listed[nth]?.wishes ?? []]));
    return { category, since, items, wishes };
  });
}

function itemOf(
  dish: Dish,
  taxClass: string,
  currency: string,
  location: DemoLocation,
  available: boolean,
) {
  const step = PRICE_STEP[currency] ?? 1;
  const local =
    location.pricePercent === 100
      ? dish.priceMinor
      : Math.round((dish.priceMinor * location.pricePercent) / 100 / step) * step;
  const { name, description, allergens } = dish;
  return { name, description, allergens, taxClass, priceMinor: local, available };
}
