import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, gapsOf, recordAt } from '../src/records/fold-record.ts';
import type { AuditField } from '../src/schemas/audit.ts';
import type { HistoryEvent } from '../src/schemas/history.ts';

type Row = Readonly<Record<string, number | null>>;
type Step = { readonly row: number; readonly to: Row | null };

const FIELDS = ['price', 'position', 'tax'] as const;
const rows: fc.Arbitrary<Row> = fc.record({
  price: fc.integer({ min: 0, max: 2 }),
  position: fc.integer({ min: 0, max: 2 }),
  tax: fc.option(fc.integer({ min: 0, max: 1 })),
});
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({ row: fc.nat({ max: 3 }), to: fc.option(rows, { freq: 4 }) }),
  { maxLength: 40 },
);

function eventOf(capSeq: number, row: number, was: Row | null, is: Row | null): HistoryEvent {
  const op = was === null ? 'insert' : is === null ? 'delete' : 'update';
  const fields = FIELDS.map((name): AuditField => {
    const changed = op !== 'update' || was?.[name] !== is?.[name];
    return {
      name,
      state: 'plain',
      changed,
      ...(was === null ? {} : { before: was[name] ?? null }),
      ...(is === null ? {} : { after: is[name] ?? null }),
    };
  });
  return {
    capSeq: String(capSeq),
    at: new Date(capSeq * 1000).toISOString(),
    op,
    rel: 'dish',
    rowId: String(row),
    label: null,
    location: null,
    action: 'menu_item.edited',
    record: null,
    fields,
    intact: true,
    requestId: `r${capSeq}`,
    actor: { kind: 'system', id: null, firstName: null, dbUser: null },
    source: 'console',
  };
}

type State = ReadonlyMap<number, Row>;
type Run = {
  readonly events: readonly HistoryEvent[];
  readonly states: ReadonlyMap<string, State>;
  /** By capture, row and field: the event that set it. */
  readonly setters: ReadonlyMap<string, ReadonlyMap<string, string>>;
};

/** Applies the steps to real rows, and writes the events the log would have. */
function run(all: readonly Step[], from = 95): Run {
  const now = new Map<number, Row>();
  const set = new Map<string, string>();
  const events: HistoryEvent[] = [];
  const states = new Map<string, State>();
  const setters = new Map<string, ReadonlyMap<string, string>>();
  for (const { row, to } of all) {
    const was = now.get(row) ?? null;
    if (was === null && to === null) continue;
    if (was !== null && to !== null && FIELDS.every((name) => was[name] === to[name])) continue;
    const event = eventOf(from + events.length, row, was, to);
    events.push(event);
    if (to === null) now.delete(row);
    else now.set(row, to);
    for (const { name, changed } of event.fields)
      if (changed) set.set(`${row}.${name}`, event.capSeq);
    states.set(event.capSeq, new Map(now));
    setters.set(event.capSeq, new Map(set));
  }
  return { events, states, setters };
}

const told = (at: string, known: Parameters<typeof recordAt>[0]): State =>
  new Map(
    recordAt(known, at).map(({ rowId, fields }) => [
      Number(rowId),
      Object.fromEntries(fields.map(({ name, value }) => [name, value as number | null])),
    ]),
  );
const sorted = (state: State) => [...state].sort(([a], [b]) => a - b);

/** What the history answers when the page ends before the `older` first events. */
function pageOf(events: readonly HistoryEvent[], older: number) {
  const page = events.slice(older);
  const last = new Map(events.slice(0, older).map((event) => [event.rowId, event]));
  for (const { rowId } of page) last.delete(rowId);
  return { events: page.toReversed(), base: [...last.values()] };
}

describe('folding the events of a record', () => {
  test('equals applying the changes, at every instant', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { events, states } = run(all);
        for (const [at, state] of states)
          expect(sorted(told(at, { events, base: [] }))).toEqual(sorted(state));
      }),
    );
  });

  test('tells the same from any page, at every instant of that page', () => {
    fc.assert(
      fc.property(steps, fc.nat({ max: 40 }), (all, cut) => {
        const { events, states } = run(all);
        const page = pageOf(events, Math.min(cut, events.length));
        for (const { capSeq } of page.events)
          expect(sorted(told(capSeq, page))).toEqual(sorted(states.get(capSeq) ?? new Map()));
      }),
    );
  });

  test('names the event that set each field, or none where that is older than what is known', () => {
    fc.assert(
      fc.property(steps, fc.nat({ max: 40 }), (all, cut) => {
        const { events, setters } = run(all);
        const page = pageOf(events, Math.min(cut, events.length));
        const known = new Set([...page.events, ...page.base].map(({ capSeq }) => capSeq));
        for (const { capSeq } of page.events)
          for (const row of recordAt(page, capSeq))
            for (const field of row.fields) {
              const setter = setters.get(capSeq)?.get(`${row.rowId}.${field.name}`) ?? '';
              expect(field.setBy?.capSeq ?? null).toBe(known.has(setter) ? setter : null);
            }
      }),
    );
  });

  test('does not depend on the order in which events are given', () => {
    fc.assert(
      fc.property(steps, fc.nat(), (all, seed) => {
        const { events, states } = run(all);
        const turned = [...events.slice(seed % 7), ...events.slice(0, seed % 7)].toReversed();
        for (const at of states.keys())
          expect(sorted(told(at, { events: turned, base: [] }))).toEqual(
            sorted(told(at, { events, base: [] })),
          );
      }),
    );
  });

  test('finds no gap where nothing is missing, and one where an event that changed something is', () => {
    fc.assert(
      fc.property(steps, fc.nat(), (all, which) => {
        const { events } = run(all);
        expect(gapsOf({ events, base: [] }).size).toBe(0);
        const lost = events[which % Math.max(events.length, 1)];
        const of = events.filter(({ rowId }) => rowId === lost?.rowId);
        const index = lost === undefined ? -1 : of.indexOf(lost);
        const next = of[index + 1];
        if (index < 1 || next === undefined) return;
        const gaps = gapsOf({ events: events.filter((event) => event !== lost), base: [] });
        expect([...gaps.keys()]).toEqual([next.capSeq]);
      }),
    );
  });
});

describe('a field', () => {
  const dish = (capSeq: string, op: HistoryEvent['op'], fields: AuditField[]): HistoryEvent => ({
    ...eventOf(Number(capSeq), 1, null, null),
    op,
    fields,
  });
  const fieldAt = (events: HistoryEvent[], at: string, name: string) =>
    recordAt({ events, base: [] }, at)[0]?.fields.find((field) => field.name === name);

  test('keeps the state in which it may be shown', () => {
    const events = [
      dish('1', 'insert', [{ name: 'phone', state: 'hidden', changed: true }]),
      dish('2', 'update', [{ name: 'phone', state: 'erased', changed: true }]),
    ];
    expect(fieldAt(events, '1', 'phone')).toMatchObject({ state: 'hidden', value: null });
    expect(fieldAt(events, '2', 'phone')).toMatchObject({ state: 'erased', value: null });
  });

  test('that is secret stays so after the event that changed it', () => {
    const events = [
      dish('1', 'insert', [{ name: 'status', state: 'plain', changed: true, after: 'a' }]),
      dish('2', 'update', [{ name: 'phc', state: 'secret', changed: true }]),
      dish('3', 'update', [
        { name: 'status', state: 'plain', changed: true, before: 'a', after: 'b' },
      ]),
    ];
    expect(fieldAt(events, '3', 'phc')).toMatchObject({ state: 'secret' });
    expect(fieldAt(events, '3', 'phc')?.setBy?.capSeq).toBe('2');
  });

  test('of a personal kind that an event says nothing about holds nothing', () => {
    const events = [
      dish('1', 'insert', [{ name: 'email', state: 'disclosed', changed: true, after: 'a@b.c' }]),
      dish('2', 'update', [{ name: 'email', state: 'disclosed', changed: true, before: 'a@b.c' }]),
      dish('3', 'update', [
        { name: 'name', state: 'plain', changed: true, before: 'a', after: 'b' },
      ]),
    ];
    expect(fieldAt(events, '1', 'email')).toMatchObject({ value: 'a@b.c' });
    expect(fieldAt(events, '2', 'email')).toMatchObject({ value: null });
    expect(fieldAt(events, '3', 'email')).toMatchObject({ value: null });
    expect(fieldAt(events, '3', 'email')?.setBy?.capSeq).toBe('2');
  });
});

test('capture numbers are ordered as numbers', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 2n ** 63n - 1n), fc.bigInt(0n, 2n ** 63n - 1n), (a, b) => {
      expect(Math.sign(compare(String(a), String(b)))).toBe(a < b ? -1 : a > b ? 1 : 0);
    }),
  );
});
