import type { APIRequestContext } from '@playwright/test';
import {
  type CreateOrderOutput,
  ZCreateOrderOutput,
  ZGetOrderOutput,
} from '@toster/contracts/schemas/orders';
import type { MenuItem } from '@toster/contracts/schemas/menu';
import { ask, call, dishesOf, firstLocation } from '../support/api.ts';

/** Calls of people signed in at one restaurant, by role. */
export type Crew = Readonly<Record<'owner' | 'manager' | 'operator' | 'cook', APIRequestContext>>;

/** A dish whose price changed, and where; an order that was paid at once. */
export type Evening = {
  readonly dish: MenuItem;
  readonly placeId: string;
  readonly paidOrderId: string;
};

/**
 * Half an hour of a restaurant, made by its people through the API: orders taken, cooked and lost, a
 * dish that runs out and comes back, a price that rises.
 */
export async function spendEvening(crew: Crew): Promise<Evening> {
  const place = await firstLocation(crew.operator);
  const dishes = (await dishesOf(crew.manager, place.id)).filter((dish) => dish.available);
  const [first, second, third] = dishes;
  if (first === undefined || second === undefined || third === undefined)
    throw new Error('There are too few dishes.');

  const take = (
    who: APIRequestContext,
    lines: readonly (readonly [MenuItem, number])[],
    rest: object,
  ): Promise<CreateOrderOutput> => {
    const items = lines.map(([dish, quantity]) => ({ menuItemId: dish.id, quantity }));
    const order = { locationId: place.id, lines: items, ...rest };
    return ask(who, 'orders.create', order, ZCreateOrderOutput);
  };
  const done = async (who: APIRequestContext, path: string, input: object): Promise<void> => {
    const { status, text } = await call(who, path, input);
    if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
  };
  const advance = async ({ id }: CreateOrderOutput, ...people: readonly APIRequestContext[]) => {
    for (const who of people) {
      const { next } = await ask(who, 'orders.get', { id }, ZGetOrderOutput);
      if (next[0] === undefined) throw new Error('The order goes nowhere from here.');
      await done(who, 'orders.advance', { id, to: next[0] });
    }
  };

  const { operator, cook, manager, owner } = crew;
  const table = await take(
    operator,
    [
      [first, 2],
      [second, 1],
    ],
    { channel: 'dine_in', tableLabel: '7' },
  );
  await advance(table, operator, cook, cook);
  await done(manager, 'menu.setAvailability', { id: third.id, available: false });
  const away = await take(operator, [[second, 1]], {
    channel: 'takeaway',
    payment: { method: 'card' },
  });
  await advance(away, operator, cook);
  const lost = await take(operator, [[first, 1]], { channel: 'dine_in', tableLabel: '3' });
  await done(manager, 'orders.cancel', { id: lost.id, reason: 'Guest changed their mind' });
  await done(owner, 'menu.priceItem', {
    id: first.id,
    priceMinor: (first.priceMinor ?? 0) + 100,
  });
  await done(manager, 'menu.setAvailability', { id: third.id, available: true });
  await done(manager, 'menu.editItem', {
    id: second.id,
    data: { description: `${second.description}, house recipe` },
  });
  const late = await take(
    operator,
    [
      [first, 1],
      [third, 2],
    ],
    { channel: 'takeaway', payment: { method: 'cash' } },
  );
  await advance(late, operator);
  return { dish: first, placeId: place.id, paidOrderId: away.id };
}
