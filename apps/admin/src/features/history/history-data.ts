import { type Known, recordAt, type RowThen } from '@toster/contracts/records/fold-record';
import type { RecordRef } from '@toster/contracts/records/kinds';
import type { GetRecordHistoryOutput } from '@toster/contracts/schemas/history';
import { type Change, changesOf } from '#features/history/changes.ts';

/** A record's history as far as it is loaded. */
export type HistoryData = {
  readonly record: RecordRef;
  readonly name: string | null;
  readonly place: { id: string; name: string } | null;
  readonly within: RecordRef | null;
  readonly tables: readonly [string, ...string[]];
  readonly withheld: readonly string[];
  readonly known: Known;
  /** Oldest first. */
  readonly changes: readonly [Change, ...Change[]];
  readonly names: ReadonlyMap<string, string>;
  readonly baseIsCut: boolean;
  /** `created`: it begins with the record. `older`: the record is older than the log, or its beginning is not this reader's to see. `unloaded`: there is more. */
  readonly beginning: 'created' | 'older' | 'unloaded';
};

/** The pages of a history put together, newest first; null where there is no change in them. */
export function historyDataOf(pages: readonly GetRecordHistoryOutput[]): HistoryData | null {
  const [newest] = pages;
  const oldest = pages.at(-1);
  const known = {
    events: pages.flatMap((page) => page.events),
    base: oldest?.base ?? [],
  };
  const [first, ...others] = changesOf(known);
  const [root, ...tables] = newest?.tables ?? [];
  if (!newest || !oldest || !first || root === undefined) return null;
  const begins = known.events.some(({ rel, op }) => rel === root && op === 'insert');
  return {
    record: { kind: newest.kind, id: newest.id },
    name: newest.label ?? personName(recordAt(known, newest.events[0]?.capSeq ?? '0')),
    place: known.events.find(({ location }) => location !== null)?.location ?? null,
    within: newest.within,
    tables: [root, ...tables],
    withheld: newest.withheld,
    known,
    changes: [first, ...others],
    names: new Map(pages.flatMap((page) => page.names.map(({ id, name }) => [id, name] as const))),
    baseIsCut: oldest.baseIsCut,
    beginning: oldest.nextCursor !== null ? 'unloaded' : begins ? 'created' : 'older',
  };
}

/** People are named by a personal field, where the reader may see it. */
function personName(rows: readonly RowThen[]): string | null {
  const fields = rows.flatMap((row) => row.fields);
  const named = ['first_name', 'full_name', 'name', 'email'].flatMap((name) =>
    fields.filter((field) => field.name === name && field.state === 'disclosed'),
  );
  const value = named.find((field) => typeof field.value === 'string')?.value;
  return typeof value === 'string' ? value : null;
}
