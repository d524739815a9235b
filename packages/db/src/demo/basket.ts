import type { Temporal } from 'temporal-polyfill';
import type { OrderChannel, OrderLineInput } from '../testing/factories/order.ts';
import type { Rng } from '../testing/factories/rng.ts';
import type { Meal } from './content/types.ts';
import type { Offer, OfferedCategory, OfferedItem } from './offer.ts';

/** What somebody orders for. */
export type Occasion = {
  readonly meal: Meal;
  readonly channel: OrderChannel;
  readonly guests: number;
  /** Baskets worth less are filled up. */
  readonly minimumMinor: number;
  /** The day in the establishment's zone. */
  readonly date: Temporal.PlainDate;
};

const WISH = 0.2;
/** Whoever has a set lunch orders little besides. */
const BESIDE_SET_LUNCH = 0.25;
const FRIDAY = 5;

/** What one table or bag holds: for every guest as many portions of each category as the meal has it. */
export function drawLines(rng: Rng, offer: Offer, occasion: Occasion): readonly OrderLineInput[] {
  const lines = new Map<string, OrderLineInput>();
  const onCard = offer.filter((entry) => isOnCard(entry, occasion));
  for (let guest = 0; guest < occasion.guests; guest++) {
    let left = 1;
    for (const entry of onCard) {
      const portions = left * appetiteOf(entry, occasion);
      const count = Math.floor(portions) + (rng.chance(portions % 1) ? 1 : 0);
      for (let portion = 0; portion < count; portion++) add(rng, lines, entry);
      if (count > 0 && entry.category.weekdaysOnly) left = BESIDE_SET_LUNCH;
    }
  }
  while (lines.size === 0 || worthOf(lines) < occasion.minimumMinor) {
    add(rng, lines, mainOf(onCard, occasion));
  }
  return [...lines.values()];
}

function worthOf(lines: ReadonlyMap<string, OrderLineInput>): number {
  return [...lines.values()].reduce(
    (sum, { item, quantity }) => sum + item.priceMinor * quantity,
    0,
  );
}

/** The same basket with a dish in it, where the card of the occasion has that dish. */
export function withDish(
  lines: readonly OrderLineInput[],
  offer: Offer,
  occasion: Occasion,
  item: OfferedItem | null,
): readonly OrderLineInput[] {
  if (item === null || lines.some((line) => line.item.id === item.id)) return lines;
  const entry = offer.find(({ items }) => items.includes(item));
  if (!entry || !isOnCard(entry, occasion) || appetiteOf(entry, occasion) < 0.2) return lines;
  return [{ item, quantity: 1 }, ...lines];
}

/** The dish a basket is about: the dearest. */
export function heartOf(offer: Offer, lines: readonly OrderLineInput[]): OfferedItem | null {
  const [dearest] = lines.toSorted((a, b) => b.item.priceMinor - a.item.priceMinor);
  return offer.flatMap(({ items }) => items).find((item) => item.id === dearest?.item.id) ?? null;
}

function isOnCard({ category, since }: OfferedCategory, { date }: Occasion): boolean {
  if (category.weekdaysOnly && date.dayOfWeek > FRIDAY) return false;
  return since === null || date.until(since).days <= 0;
}

function appetiteOf({ category }: OfferedCategory, { meal, channel }: Occasion): number {
  return (category.appetite[meal] ?? 0) * (channel === 'dine_in' ? 1 : category.away);
}

function mainOf(onCard: Offer, occasion: Occasion): OfferedCategory {
  const weight = (entry: OfferedCategory) => appetiteOf(entry, occasion) * meanPrice(entry);
  const [main] = onCard.toSorted((a, b) => weight(b) - weight(a));
  if (!main) throw new Error('nothing is on the card');
  return main;
}

function meanPrice({ items }: OfferedCategory): number {
  return items.reduce((sum, item) => sum + item.priceMinor, 0) / items.length;
}

function add(rng: Rng, lines: Map<string, OrderLineInput>, entry: OfferedCategory): void {
  const item = rng.weighted(entry.items.map((each, rank) => [each, 1 / (rank + 1.5)] as const));
  const wishes = entry.wishes.get(item.id) ?? [];
  const modifiers = wishes.length > 0 && rng.chance(WISH) ? [rng.pick(wishes)] : [];
  const key = `${item.id} ${modifiers.join()}`;
  const known = lines.get(key);
  lines.set(key, { item, modifiers, quantity: (known?.quantity ?? 0) + 1 });
}
