import type { MenuItem } from '@toster/contracts/schemas/menu';
import { addDish, type Draft, emptyDraft } from '#features/orders/draft.ts';
import { CHANNELS, type Channel } from '#features/orders/filters.ts';

/** As much of a draft as may lie in the browser's storage: nothing that names a person, and no free text. */
export type StoredDraft = {
  readonly locationId: string;
  readonly channel: Channel;
  readonly payment: Draft['payment'];
  readonly lines: readonly { readonly id: string; readonly quantity: number }[];
  /** Something was left out: guest, address, table or a text. */
  readonly more: boolean;
};

const DRAFT = 'toster-order-draft';
const HABIT = 'toster-order-entry';
const PAYMENTS = ['none', 'cash', 'card'] as const;

/** What of a draft is kept over a reload; null when there is nothing to keep. */
export function storedOf(draft: Draft): StoredDraft | null {
  if (draft.lines.length === 0) return null;
  const { locationId, channel, payment, lines } = draft;
  const texts = [
    draft.table,
    draft.note,
    draft.recipient,
    draft.phone,
    draft.street,
    draft.city,
    draft.doorNote,
  ];
  return {
    locationId,
    channel,
    payment,
    lines: lines.map(({ item, quantity }) => ({ id: item.id, quantity })),
    more:
      draft.guest !== null ||
      texts.some((text) => text.trim() !== '') ||
      lines.some(({ note }) => note !== ''),
  };
}

/** Reads what was kept; null for anything this version did not write. */
export function parseStored(text: string | null): StoredDraft | null {
  const value = parse(text);
  const { locationId, channel, payment, lines, more } = value;
  const known = CHANNELS.find((each) => each === channel);
  const method = PAYMENTS.find((each) => each === payment);
  if (
    typeof locationId !== 'string' ||
    known === undefined ||
    method === undefined ||
    !Array.isArray(lines)
  )
    return null;
  const read = lines.flatMap((line: unknown) => {
    const { id, quantity } = Object(line) as Record<string, unknown>;
    return typeof id === 'string' && Number.isInteger(quantity) && Number(quantity) > 0
      ? [{ id, quantity: Number(quantity) }]
      : [];
  });
  if (read.length === 0) return null;
  return { locationId, channel: known, payment: method, lines: read, more: more === true };
}

/** The draft again, as far as its dishes are still on the menu. */
export function restored(stored: StoredDraft, menu: readonly MenuItem[]): Draft {
  const known = new Map(menu.map((item) => [item.id, item]));
  const empty = { ...emptyDraft(stored.locationId, stored.channel), payment: stored.payment };
  return stored.lines.reduce((draft, { id, quantity }) => {
    const item = known.get(id);
    return item === undefined ? draft : addDish(draft, item, quantity);
  }, empty as Draft);
}

/** Lines for another menu: the dishes of the same name there. What it does not have is named. */
export function carriedOver(
  draft: Draft,
  menu: readonly MenuItem[],
): { draft: Draft; lost: readonly string[] } {
  const byName = new Map(menu.map((item) => [item.name, item]));
  const lost: string[] = [];
  const start: Draft = { ...draft, lines: [], current: null };
  const moved = draft.lines.reduce((next, { item, quantity, note }) => {
    const same = byName.get(item.name);
    if (same === undefined) lost.push(item.name);
    return same === undefined ? next : addDish(next, same, quantity, note);
  }, start);
  return { draft: moved, lost };
}

/** Keeps a draft for this tab and this person; an empty one is forgotten. */
export function keepDraft(storage: Storage, owner: string, draft: Draft | null): void {
  const stored = draft === null ? null : storedOf(draft);
  if (stored === null) storage.removeItem(`${DRAFT}:${owner}`);
  else storage.setItem(`${DRAFT}:${owner}`, JSON.stringify(stored));
}

/** The draft this person left in this tab. */
export function readDraft(storage: Storage, owner: string): StoredDraft | null {
  return parseStored(storage.getItem(`${DRAFT}:${owner}`));
}

/** How orders are mostly taken on this device: the establishment and the channel used last. */
export type Habit = { readonly locationId: string | null; readonly channel: Channel };

export function keepHabit(storage: Storage, { locationId, channel }: Draft): void {
  storage.setItem(HABIT, JSON.stringify({ locationId, channel }));
}

export function readHabit(storage: Storage): Habit {
  const { locationId, channel } = parse(storage.getItem(HABIT));
  return {
    locationId: typeof locationId === 'string' ? locationId : null,
    channel: CHANNELS.find((each) => each === channel) ?? 'dine_in',
  };
}

function parse(text: string | null): Record<string, unknown> {
  try {
    return Object(JSON.parse(text ?? '')) as Record<string, unknown>;
  } catch {
    return {};
  }
}
