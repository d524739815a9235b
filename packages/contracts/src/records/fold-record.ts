import type { AuditField } from '../schemas/audit.ts';
import type { HistoryEvent } from '../schemas/history.ts';

/** What is known of a record: its events in any order, and the newest event of each row before them. */
export type Known = {
  readonly events: readonly HistoryEvent[];
  readonly base: readonly HistoryEvent[];
};

type Value = Exclude<AuditField['after'], undefined>;

/** A field as it was: its value where it is shown, and the event that set it; null when that is older than what is known. */
export type FieldThen = {
  readonly name: string;
  readonly state: AuditField['state'];
  readonly value: Value;
  readonly setBy: HistoryEvent | null;
};

/** A row of a record as it was. */
export type RowThen = {
  readonly rel: string;
  readonly rowId: string;
  readonly label: string | null;
  readonly fields: readonly FieldThen[];
};

type Field = Pick<FieldThen, 'state' | 'value'>;
/** The fields of a row by name; null where there is no row. */
type Image = ReadonlyMap<string, Field> | null;

/**
 * The rows of a record right after the event `at`, a capture number. Each event carries its row whole,
 * before and after, so a row is told by its last event until then, or else by what the first one
 * after it found. Right for every instant from the oldest of `events` on.
 */
export function recordAt(known: Known, at: string): readonly RowThen[] {
  const instant = BigInt(at);
  return [...rowsOf(known)].flatMap(([, events]) => {
    const past = events.filter(({ capSeq }) => BigInt(capSeq) <= instant);
    const last = past.at(-1);
    const next = events[past.length];
    const teller = last ?? next;
    const image = last === undefined ? (next === undefined ? null : before(next)) : after(last);
    if (teller === undefined || teller.rowId === null || image === null) return [];
    return [
      {
        rel: teller.rel,
        rowId: teller.rowId,
        label: (last ?? next)?.label ?? null,
        fields: namesOf(events).map((name) => ({
          name,
          ...fieldOf(name, image, past),
          setBy: setterOf(name, past),
        })),
      },
    ];
  });
}

/**
 * By capture number, the fields in which an event did not find what the one before it had left: the
 * row was changed and the log did not see it. `*` stands for the whole row, gone or there.
 */
export function gapsOf(known: Known): ReadonlyMap<string, readonly string[]> {
  const gaps = new Map<string, readonly string[]>();
  for (const events of rowsOf(known).values())
    for (const [index, event] of events.entries()) {
      const previous = events[index - 1];
      const unseen = previous === undefined ? [] : differences(after(previous), before(event));
      if (unseen.length > 0) gaps.set(event.capSeq, unseen);
    }
  return gaps;
}

/** The row changes among the known events by row, oldest first. */
function rowsOf({ events, base }: Known): ReadonlyMap<string, readonly HistoryEvent[]> {
  const changes = new Map(
    [...base, ...events].filter(isRowChange).map((event) => [event.capSeq, event]),
  );
  const sorted = [...changes.values()].sort((a, b) => compare(a.capSeq, b.capSeq));
  return Map.groupBy(sorted, ({ rel, rowId }) => `${rel} ${rowId}`);
}

/** Whether an event is about a row that came, changed or went. */
export function isRowChange({ op }: Pick<HistoryEvent, 'op'>): boolean {
  return op === 'insert' || op === 'update' || op === 'delete';
}

/** The order of two capture numbers. */
export function compare(a: string, b: string): number {
  return a.length === b.length ? (a < b ? -1 : a > b ? 1 : 0) : a.length - b.length;
}

function after(event: HistoryEvent): Image {
  return event.op === 'delete' ? null : imageOf(event, ({ after: value }) => value);
}

function before(event: HistoryEvent): Image {
  return event.op === 'insert' ? null : imageOf(event, ({ before: value }) => value);
}

function imageOf(event: HistoryEvent, side: (field: AuditField) => Value | undefined): Image {
  return new Map(
    event.fields.map((field) => [field.name, { state: field.state, value: side(field) ?? null }]),
  );
}

function namesOf(events: readonly HistoryEvent[]): readonly string[] {
  return [...new Set(events.flatMap(({ fields }) => fields.map(({ name }) => name)))].sort();
}

/** A secret is named only by the events that changed it; a personal field that nothing is said about holds nothing. */
function fieldOf(name: string, image: NonNullable<Image>, past: readonly HistoryEvent[]): Field {
  const told = image.get(name);
  if (told !== undefined) return told;
  const secret = past.some(({ fields }) =>
    fields.some((field) => field.name === name && field.state === 'secret'),
  );
  return { state: secret ? 'secret' : 'plain', value: null };
}

function setterOf(name: string, past: readonly HistoryEvent[]): HistoryEvent | null {
  return (
    past.findLast(
      ({ op, fields }) =>
        op === 'insert' || fields.some((field) => field.name === name && field.changed),
    ) ?? null
  );
}

/** Fields both sides tell, differently. A field that one side does not know may be a newer column. */
function differences(left: Image, found: Image): readonly string[] {
  if (left === null || found === null) return left === found ? [] : ['*'];
  return [...left].flatMap(([name, { state, value }]) => {
    const there = found.get(name);
    const told = isTold(state) && there !== undefined && isTold(there.state);
    return told && JSON.stringify(value) !== JSON.stringify(there.value) ? [name] : [];
  });
}

function isTold(state: AuditField['state']): boolean {
  return state === 'plain' || state === 'disclosed';
}
