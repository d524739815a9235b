import type { OfferedCategory } from '@toster/db/demo/offer';
import { drawLines } from '@toster/db/demo/basket';
import type { DemoContent } from '@toster/db/demo/content/types';
import { mealAt } from '@toster/db/demo/rush';
import type { OrderChannel } from '@toster/db/testing/factories/order';
import { Temporal } from 'temporal-polyfill';
import type { Person } from './person.ts';
import type { Stage } from './stage.ts';

type Line = {
  readonly menuItemId: string;
  readonly quantity: number;
  readonly modifiers: string[];
};

/** What guests order at this hour of the menu as it is now: nothing that has run out. */
export async function drawBasket(
  stage: Stage,
  person: Person,
  locationId: string,
  order: { readonly channel: OrderChannel; readonly guests: number },
): Promise<Line[]> {
  const { content, rng } = stage;
  const { categories } = await person.call((api) => api.menu.list({ locationId }));
  const known = new Map(
    [...content.menu, content.specials].map((category) => [category.name, category]),
  );
  const offer = categories.flatMap(({ name, items }): OfferedCategory[] => {
    const category = known.get(name);
    const sold = items.flatMap((item) =>
      item.available && item.priceMinor !== null ? [{ ...item, priceMinor: item.priceMinor }] : [],
    );
    if (category === undefined || sold.length === 0) return [];
    const wishes = new Map(sold.map((item) => [item.id, wishesFor(content, item.name)]));
    return [{ category, items: sold, wishes, since: null }];
  });
  const now = Temporal.Now.zonedDateTimeISO(content.timezone);
  const minimumMinor = order.channel === 'delivery' ? content.habits.deliveryMinimumMinor : 0;
  return drawLines(rng, offer, {
    ...order,
    minimumMinor,
    meal: mealAt(content.habits, now),
    date: now.toPlainDate(),
  }).map(({ item, quantity, modifiers = [] }) => ({
    menuItemId: item.id,
    quantity,
    modifiers: [...modifiers],
  }));
}

function wishesFor({ menu, specials }: DemoContent, name: string): readonly string[] {
  const dishes = [...menu, ...Object.values(specials.dishes).map((each) => ({ dishes: each }))];
  return dishes.flatMap((each) => each.dishes).find((dish) => dish.name === name)?.wishes ?? [];
}
