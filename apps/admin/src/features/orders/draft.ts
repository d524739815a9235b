import type { MenuItem } from '@toster/contracts/schemas/menu';
import type { CreateOrderInput } from '@toster/contracts/schemas/orders';
import { isTaxCountry, TAX_RULES, totalsOf, type BillTotals } from '@toster/contracts/tax';
import type { PickedGuest } from '#features/customers/picked-guest.ts';
import type { Channel } from '#features/orders/filters.ts';

/** An order being typed in. */
export type Draft = {
  readonly locationId: string;
  readonly channel: Channel;
  readonly table: string;
  readonly note: string;
  readonly recipient: string;
  readonly phone: string;
  readonly street: string;
  readonly city: string;
  readonly doorNote: string;
  readonly payment: 'none' | 'cash' | 'card';
  readonly guest: PickedGuest | null;
  readonly lines: readonly DraftLine[];
  /** The line that plus, minus and a bare number act on: the one touched last. */
  readonly current: number | null;
};

/** One line. The same dish with other wishes is another line. */
export type DraftLine = {
  readonly key: number;
  readonly item: MenuItem;
  readonly quantity: number;
  /** Wishes, with commas between them. */
  readonly note: string;
};

const MOST_OF_ONE = 99;
const MOST_LINES = 100;
const LONGEST_WISH = 80;
const MOST_WISHES = 20;

/** An order with nothing on it yet. */
export function emptyDraft(locationId: string, channel: Channel = 'dine_in'): Draft {
  return {
    locationId,
    channel,
    table: '',
    note: '',
    recipient: '',
    phone: '',
    street: '',
    city: '',
    doorNote: '',
    payment: 'none',
    guest: null,
    lines: [],
    current: null,
  };
}

/** Whether anything was entered that would be a pity to lose. */
export function isEmpty(draft: Draft): boolean {
  const texts = [
    draft.table,
    draft.note,
    draft.recipient,
    draft.phone,
    draft.street,
    draft.city,
    draft.doorNote,
  ];
  return (
    draft.lines.length === 0 && draft.guest === null && texts.every((text) => text.trim() === '')
  );
}

/** Puts so many of a dish on the order, on the line that has the same wishes where there is one. */
export function addDish(draft: Draft, item: MenuItem, quantity = 1, note = ''): Draft {
  const known = draft.lines.find((line) => line.item.id === item.id && line.note === note);
  if (known !== undefined) return setQuantity(draft, known.key, known.quantity + quantity);
  if (draft.lines.length >= MOST_LINES) return draft;
  const key = 1 + Math.max(0, ...draft.lines.map((line) => line.key));
  const line = { key, item, note, quantity: Math.min(Math.max(quantity, 1), MOST_OF_ONE) };
  return { ...draft, lines: [...draft.lines, line], current: key };
}

/** How many of a line; at nothing the line goes. */
export function setQuantity(draft: Draft, key: number, quantity: number): Draft {
  if (quantity <= 0) return removeLine(draft, key);
  const lines = draft.lines.map((line) =>
    line.key === key ? { ...line, quantity: Math.min(quantity, MOST_OF_ONE) } : line,
  );
  return { ...draft, lines, current: key };
}

/** Takes a line away; its neighbour is then the one at hand. */
export function removeLine(draft: Draft, key: number): Draft {
  const index = draft.lines.findIndex((line) => line.key === key);
  if (index === -1) return draft;
  const lines = draft.lines.filter((line) => line.key !== key);
  return { ...draft, lines, current: (lines[index] ?? lines.at(-1))?.key ?? null };
}

/** The wishes of a line. */
export function setNote(draft: Draft, key: number, note: string): Draft {
  const lines = draft.lines.map((line) => (line.key === key ? { ...line, note } : line));
  return { ...draft, lines, current: key };
}

/** Takes the next line above or below in hand. */
export function moveCurrent(draft: Draft, by: 1 | -1): Draft {
  const index = draft.lines.findIndex((line) => line.key === draft.current);
  const next = draft.lines[Math.min(Math.max(index + by, 0), draft.lines.length - 1)];
  return { ...draft, current: next?.key ?? null };
}

/** The same order with its dishes as the menu has them now. A dish that has left the menu can no longer be sold. */
export function withMenu(draft: Draft, menu: readonly MenuItem[]): Draft {
  const known = new Map(menu.map((item) => [item.id, item]));
  const lines = draft.lines.map((line) => ({
    ...line,
    item: known.get(line.item.id) ?? { ...line.item, available: false },
  }));
  return { ...draft, lines };
}

/** What the bill will come to, by the tax rules of the country; null where this role sees no prices. The bill itself is the server's. */
export function billOf(lines: readonly DraftLine[], country: string): BillTotals | null {
  if (!isTaxCountry(country)) return null;
  const { classes } = TAX_RULES[country];
  const taxed = lines.flatMap(({ item, quantity }) =>
    item.priceMinor === null || !Object.hasOwn(classes, item.taxClass)
      ? []
      : [{ taxClass: item.taxClass, lineTotalMinor: item.priceMinor * quantity }],
  );
  return taxed.length === lines.length ? totalsOf(country, taxed) : null;
}

/** How many dishes are on the order, and of one dish. */
export function countOf(lines: readonly DraftLine[], itemId?: string): number {
  return lines
    .filter(({ item }) => itemId === undefined || item.id === itemId)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

/** What is still missing before the order can be placed. */
export function missingFrom(draft: Draft): ('lines' | 'soldOut' | 'street' | 'city')[] {
  const delivery = draft.channel === 'delivery';
  return [
    ...(draft.lines.length === 0 ? (['lines'] as const) : []),
    ...(draft.lines.some(({ item }) => !item.available) ? (['soldOut'] as const) : []),
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
      modifiers: wishesOf(line.note),
    })),
    ...(draft.guest === null ? {} : { customerId: draft.guest.id }),
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

function wishesOf(note: string): string[] {
  return note
    .split(',')
    .map((wish) => wish.trim().slice(0, LONGEST_WISH))
    .filter((wish) => wish !== '')
    .slice(0, MOST_WISHES);
}
