import type { OrderState } from '@toster/contracts/orders/states';
import { orderStatusChange } from '../../schema/index.ts';
import type { Rows } from './rows.ts';
import type { Source } from './source.ts';

export type OrderStatus = OrderState;

/** One state an order reached, and when. */
export type Step = {
  readonly from: OrderStatus | null;
  readonly to: OrderStatus;
  readonly at: Date;
};

/** Minutes a step takes after the one before it: least and most. */
const MINUTES: Readonly<Record<OrderStatus, readonly [number, number]>> = {
  placed: [0, 0],
  accepted: [1, 3],
  cooking: [1, 5],
  ready: [6, 16],
  packed: [1, 3],
  on_way: [2, 5],
  delivered: [6, 18],
  cancelled: [2, 5],
  voided: [3, 8],
  refunded: [20, 45],
};

const KITCHEN = [
  'placed',
  'accepted',
  'cooking',
  'ready',
  'packed',
  'on_way',
  'delivered',
] as const;

/** The states an order goes through to reach a status. */
export function pathTo(status: OrderStatus): readonly OrderStatus[] {
  if (status === 'cancelled') return ['placed', 'accepted', 'cancelled'];
  if (status === 'voided') return ['placed', 'accepted', 'cooking', 'voided'];
  if (status === 'refunded') return [...KITCHEN, 'refunded'];
  return KITCHEN.slice(0, KITCHEN.indexOf(status) + 1);
}

/** The history of an order placed at a time. No step lies after the source's clock unless the order itself does. */
export function historyOf(
  source: Source,
  order: { readonly status: OrderStatus; readonly placedAt: Date },
): Step[] {
  const steps: Step[] = [];
  const last = Math.max(source.now.getTime(), order.placedAt.getTime());
  let at = order.placedAt.getTime();
  for (const to of pathTo(order.status)) {
    const [least, most] = MINUTES[to];
    at = Math.min(at + source.rng.int(least * 60, most * 60) * 1_000, last);
    steps.push({ from: steps.at(-1)?.to ?? null, to, at: new Date(at) });
  }
  return steps;
}

/** Adds the history of an order. */
export function historyRows(
  rows: Rows,
  of: { readonly orgId: string; readonly orderId: string; readonly locationId: string },
  steps: readonly Step[],
  staffOf: (step: OrderStatus) => string | null,
): void {
  for (const [index, step] of steps.entries()) {
    rows.add(orderStatusChange, {
      ...of,
      seq: index + 1,
      fromStatus: step.from,
      toStatus: step.to,
      staffId: staffOf(step.to),
      at: step.at,
    });
  }
}
