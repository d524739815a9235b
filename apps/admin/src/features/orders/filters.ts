import type { ListOrdersInput } from '@toster/contracts/schemas/orders';
import { isFinalState, ORDER_STATES, type OrderState } from '@toster/contracts/orders/states';
import {
  createLoader,
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { parseAsId, RANGE_PARSERS } from '#features/filters/parsers.ts';
import { boundsOf } from '#features/filters/range.ts';

export const CHANNELS = ['dine_in', 'takeaway', 'delivery'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Everything the address says about the list of orders. */
export const ORDER_PARSERS = {
  location: parseAsId,
  q: parseAsString.withDefault(''),
  status: parseAsArrayOf(parseAsStringLiteral(ORDER_STATES)).withDefault([]),
  channel: parseAsStringLiteral(CHANNELS),
  ...RANGE_PARSERS,
} as const;
export type OrderFilters = inferParserType<typeof ORDER_PARSERS>;

/** What is open beside the list. */
export const ORDER_SHEET_PARSERS = {
  order: parseAsId,
  new: parseAsBoolean.withDefault(false),
} as const;

export type OrderSheetAddress = inferParserType<typeof ORDER_SHEET_PARSERS>;

export const loadOrderFilters = createLoader(ORDER_PARSERS);

const PAGE_SIZE = 50;

/** The query a list of orders needs; the same on the server and in the browser, so what was prefetched is found. */
export function orderQuery(
  filters: OrderFilters,
  timezone: string,
  locations: readonly { id: string }[],
  now = new Date(),
): Omit<ListOrdersInput, 'cursor'> {
  const number = orderNumber(filters.q);
  return {
    limit: PAGE_SIZE,
    ...(filters.location !== null && locations.some((location) => location.id === filters.location)
      ? { locationId: filters.location }
      : {}),
    ...(filters.status.length === 0 ? {} : { status: filters.status }),
    ...(filters.channel === null ? {} : { channel: filters.channel }),
    ...(number === null ? {} : { number }),
    ...boundsOf(filters, timezone, now),
  };
}

/** The order number in what somebody typed: `#1042`, `1042`. */
export function orderNumber(text: string): number | null {
  const digits = /^\s*#?\s*(\d{1,9})\s*$/u.exec(text)?.[1];
  const number = Number(digits);
  return digits === undefined || number < 1 ? null : number;
}

/** The quick views: what is being worked on, what is done, what fell away. */
export const ORDER_VIEWS = {
  all: [],
  open: ORDER_STATES.filter((state) => !isFinalState(state) && state !== 'delivered'),
  delivered: ['delivered'],
  lost: ['cancelled', 'voided', 'refunded'],
} as const satisfies Record<string, readonly OrderState[]>;
export type OrderView = keyof typeof ORDER_VIEWS;

/** The quick view a choice of states equals, if any. */
export function viewOf(status: readonly OrderState[]): OrderView | null {
  const views = Object.entries(ORDER_VIEWS) as [OrderView, readonly OrderState[]][];
  return (
    views.find(
      ([, states]) =>
        states.length === status.length && states.every((state) => status.includes(state)),
    )?.[0] ?? null
  );
}

/** Whether anything but the establishment narrows the list. */
export function isFiltered(filters: OrderFilters): boolean {
  return (
    filters.q !== '' ||
    filters.status.length > 0 ||
    filters.channel !== null ||
    filters.range !== null ||
    filters.from !== null ||
    filters.to !== null
  );
}
