import type { Permission } from '../rbac/permissions.ts';

/** The states of an order, in the order a kitchen goes through them, then the three ends. */
export const ORDER_STATES = [
  'placed',
  'accepted',
  'cooking',
  'ready',
  'packed',
  'on_way',
  'delivered',
  'cancelled',
  'voided',
  'refunded',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** English names as people see them. */
export const ORDER_STATE_LABEL: Readonly<Record<OrderState, string>> = {
  placed: 'Placed',
  accepted: 'Accepted',
  cooking: 'Cooking',
  ready: 'Ready',
  packed: 'Packed',
  on_way: 'On the way',
  delivered: 'Delivered',
  cancelled: 'Cancelled',
  voided: 'Voided',
  refunded: 'Refunded',
};

/** One step an order may take. */
export type OrderTransition = {
  readonly from: OrderState;
  readonly to: OrderState;
  /** The permission the step needs; a refund also accepts `refunds.approve_any`. */
  readonly permission: Permission;
  /** `advance` is the kitchen's and the courier's way, the others are ways out of it. */
  readonly kind: 'advance' | 'cancel' | 'void' | 'refund';
  readonly reasonRequired: boolean;
};

const advance = (from: OrderState, to: OrderState, permission: Permission): OrderTransition => ({
  from,
  to,
  permission,
  kind: 'advance',
  reasonRequired: false,
});

const leave = (
  kind: 'cancel' | 'void' | 'refund',
  to: OrderState,
  permission: Permission,
  from: readonly OrderState[],
): readonly OrderTransition[] =>
  from.map((state) => ({ from: state, to, permission, kind, reasonRequired: true }));

/** Every step an order may take. A step that is not here is refused. */
export const ORDER_TRANSITIONS: readonly OrderTransition[] = [
  advance('placed', 'accepted', 'orders.create'),
  advance('accepted', 'cooking', 'kitchen_tickets.advance'),
  advance('cooking', 'ready', 'kitchen_tickets.advance'),
  advance('ready', 'packed', 'packing.pack'),
  advance('packed', 'on_way', 'deliveries.advance'),
  advance('on_way', 'delivered', 'deliveries.advance'),
  ...leave('cancel', 'cancelled', 'orders.cancel_before_cook', ['placed', 'accepted']),
  ...leave('void', 'voided', 'orders.void_after_cook', ['cooking', 'ready', 'packed', 'on_way']),
  ...leave('refund', 'refunded', 'refunds.approve_within_cap', ['delivered']),
];

/** Whether a value read from a row or a request is a state of an order. */
export function isOrderState(value: unknown): value is OrderState {
  return ORDER_STATES.some((state) => state === value);
}

/** The step between two states, or null when an order may not take it. */
export function transitionBetween(from: OrderState, to: OrderState): OrderTransition | null {
  return ORDER_TRANSITIONS.find((step) => step.from === from && step.to === to) ?? null;
}

/** The steps an order may take from a state, the way forward first. */
export function transitionsFrom(from: OrderState): readonly OrderTransition[] {
  return ORDER_TRANSITIONS.filter((step) => step.from === from);
}

/** The next state on the way to the guest, or null at an end. */
export function nextState(from: OrderState): OrderState | null {
  return transitionsFrom(from).find((step) => step.kind === 'advance')?.to ?? null;
}

/** Whether no step leads out of the state. */
export function isFinalState(state: OrderState): boolean {
  return transitionsFrom(state).length === 0;
}
