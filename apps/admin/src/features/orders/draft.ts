import type { CreateOrderInput } from '@toster/contracts/schemas/orders';
import type { MenuItem } from '@toster/contracts/schemas/menu';
import type { Channel } from '#features/orders/filters.ts';

/** An order being typed in. */
export type Draft = {
  locationId: string;
  channel: Channel;
  table: string;
  note: string;
  recipient: string;
  phone: string;
  street: string;
  city: string;
  doorNote: string;
  payment: 'none' | 'cash' | 'card';
  lines: readonly DraftLine[];
};
export type DraftLine = { item: MenuItem; quantity: number };

const MOST = 99;

/** An order with nothing on it yet. */
export function emptyDraft(locationId: string): Draft {
  return {
    locationId,
    channel: 'dine_in',
    table: '',
    note: '',
    recipient: '',
    phone: '',
    street: '',
    city: '',
    doorNote: '',
    payment: 'none',
    lines: [],
  };
}

/** Puts an item on the order, or one more of it; `by` may be negative, and a line at zero goes. */
export function changeQuantity(
  lines: readonly DraftLine[],
  item: MenuItem,
  by: number,
): DraftLine[] {
  const known = lines.some((line) => line.item.id === item.id);
  const next = known
    ? lines.map((line) =>
        line.item.id === item.id ? { ...line, quantity: Math.min(line.quantity + by, MOST) } : line,
      )
    : [...lines, { item, quantity: Math.min(by, MOST) }];
  return next.filter((line) => line.quantity > 0);
}

/** The sum at menu prices; null where this role sees no prices. The bill itself is the server's. */
export function draftTotal(lines: readonly DraftLine[]): number | null {
  return lines.reduce<number | null>(
    (sum, line) =>
      sum === null || line.item.priceMinor === null
        ? null
        : sum + line.item.priceMinor * line.quantity,
    0,
  );
}

/** What is still missing before the order can be placed. */
export function missingFrom(draft: Draft): ('lines' | 'street' | 'city')[] {
  const delivery = draft.channel === 'delivery';
  return [
    ...(draft.lines.length === 0 ? (['lines'] as const) : []),
    ...(delivery && draft.street.trim() === '' ? (['street'] as const) : []),
    ...(delivery && draft.city.trim() === '' ? (['city'] as const) : []),
  ];
}

/** The call that places the order: only what was filled in. */
export function toInput(draft: Draft): CreateOrderInput {
  const filled = <K extends string>(key: K, value: string) =>
    value.trim() === '' ? {} : ({ [key]: value.trim() } as Record<K, string>);
  return {
    locationId: draft.locationId,
    channel: draft.channel,
    lines: draft.lines.map((line) => ({
      menuItemId: line.item.id,
      quantity: line.quantity,
      modifiers: [],
    })),
    ...(draft.channel === 'dine_in' ? filled('tableLabel', draft.table) : {}),
    ...filled('kitchenNote', draft.note),
    ...(draft.channel === 'delivery'
      ? {
          delivery: {
            line: draft.street.trim(),
            city: draft.city.trim(),
            ...filled('recipient', draft.recipient),
            ...filled('phone', draft.phone),
            ...filled('doorNote', draft.doorNote),
          },
        }
      : {}),
    ...(draft.payment === 'none' ? {} : { payment: { method: draft.payment, tipMinor: 0 } }),
  };
}
