import type { OrderChannel, OrderLineInput } from '../testing/factories/order.ts';
import type { PaymentInput } from '../testing/factories/order-money.ts';
import type { Rng } from '../testing/factories/rng.ts';
import type { DemoHabits, TipHabit } from './content/types.ts';

/** How a table or a guest pays, with the tip of the country. A platform pays the meal and no tip. */
export function drawPayment(
  rng: Rng,
  habits: DemoHabits,
  order: { readonly channel: OrderChannel; readonly lines: readonly OrderLineInput[] },
  card: PaymentInput['card'],
): PaymentInput {
  const method = rng.weighted(habits.payments[order.channel]);
  if (method === 'external') return { method };
  const sum = order.lines.reduce((all, { item, quantity }) => all + item.priceMinor * quantity, 0);
  const tipMinor = drawTip(rng, habits.tips[order.channel], sum);
  if (method === 'cash') return { method, tipMinor };
  return {
    method,
    tipMinor,
    card: card ?? { brand: rng.weighted(habits.cards), last4: rng.digits(4) },
  };
}

function drawTip(rng: Rng, { often, percent, roundTo = 1 }: TipHabit, sum: number): number {
  if (!rng.chance(often)) return 0;
  const meant = (sum * (100 + rng.int(...percent))) / 100;
  return Math.ceil(meant / roundTo) * roundTo - sum;
}
