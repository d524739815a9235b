import { compare, gapsOf, isRowChange, type Known } from '@toster/contracts/records/fold-record';
import type { HistoryEvent } from '@toster/contracts/schemas/history';
import { shownFields } from '#features/audit/values.ts';

/** One step of a history: what one action did to the record. */
export type Change = {
  /** Its last capture; the record right after it is the record at this instant. */
  readonly at: string;
  readonly events: readonly [HistoryEvent, ...HistoryEvent[]];
  /** Fields that were already different when it came, as `rel:field`; `*` for a whole row. */
  readonly unseen: readonly string[];
};

/** The name of a field among those of a record. */
export function fieldKey(rel: string, name: string): string {
  return `${rel}:${name}`;
}

/**
 * The steps of a history, oldest first. Neighbouring events of one action are one step, but every
 * version of a row is a step of its own: a long job that counts on is seen counting.
 */
export function changesOf(known: Known): readonly Change[] {
  const gaps = gapsOf(known);
  const groups: [HistoryEvent, ...HistoryEvent[]][] = [];
  for (const event of known.events
    .filter(isRowChange)
    .toSorted((a, b) => compare(a.capSeq, b.capSeq))) {
    const group = groups.at(-1);
    const again = group?.some(({ rel, rowId }) => rel === event.rel && rowId === event.rowId);
    if (group?.[0].requestId === event.requestId && !again) group.push(event);
    else groups.push([event]);
  }
  return groups.map((events) => ({
    at: (events.at(-1) ?? events[0]).capSeq,
    events,
    unseen: events.flatMap(({ rel, capSeq }) =>
      (gaps.get(capSeq) ?? []).map((name) => fieldKey(rel, name)),
    ),
  }));
}

/** The fields a change is about: of a changed row those that changed, of a new or removed one all that say something. */
export function touchedBy({ events }: Change): readonly string[] {
  return events.flatMap(({ rel, op, fields }) =>
    shownFields(fields, op).map(({ name }) => fieldKey(rel, name)),
  );
}

/** The steps that touched a field; all where none is chosen. */
export function changesOfField(
  changes: readonly Change[],
  field: string | null,
): readonly Change[] {
  return field === null ? changes : changes.filter((change) => touchedBy(change).includes(field));
}

/** Which step an instant of the address means: the last one until then, else the first; the newest where it says nothing. */
export function indexAt(changes: readonly Change[], at: string | null): number {
  if (at === null) return changes.length - 1;
  const last = changes.findLastIndex((change) => compare(change.at, at) <= 0);
  return Math.max(last, 0);
}

/** What a change did, for a sentence: the record came or went, rows came or went, fields changed. */
export type Deed =
  | { readonly kind: 'created' | 'removed' }
  | { readonly kind: 'added' | 'dropped'; readonly rels: readonly string[] }
  | { readonly kind: 'changed'; readonly fields: readonly string[] };

/** The one thing worth saying of a change. `root` is the table that makes the record. */
export function deedOf({ events }: Change, root: string): Deed {
  const ofRoot = events.filter(({ rel }) => rel === root);
  if (ofRoot.some(({ op }) => op === 'insert')) return { kind: 'created' };
  if (ofRoot.some(({ op }) => op === 'delete')) return { kind: 'removed' };
  const updates = events.filter(({ op }) => op === 'update');
  if (updates.length > 0)
    return {
      kind: 'changed',
      fields: unique(
        updates.flatMap(({ op, fields }) => shownFields(fields, op).map(({ name }) => name)),
      ),
    };
  const rels = unique(events.map(({ rel }) => rel));
  return { kind: events.every(({ op }) => op === 'delete') ? 'dropped' : 'added', rels };
}

function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words)];
}
