import type { EventName } from '@toster/contracts/events';
import type { ImportKind } from '@toster/contracts/imports/kinds';
import type { FieldChange, Problem } from '@toster/contracts/imports/problems';
import type { TenantReadTx, Tx } from '@toster/db/tenant';
import type { Importer } from './find-importer.ts';
import type { FileRecord } from './table/read-records.ts';

/** A record that is not imported, whole as it stands in the file, and why. */
export type Rejection = {
  readonly lineNo: number;
  readonly problem: Problem;
  readonly raw: string;
};

/** Something of the file that becomes one record of the organisation, with the records it was read from. */
export type Item = { readonly records: readonly FileRecord[] };

/** A stretch of the file that is decided: something to import, or records to put aside. */
export type Step<T extends Item> = {
  readonly item: T | null;
  readonly rejections: readonly Rejection[];
  /** What must stand in one piece in the file; null where nothing must. */
  readonly key: string | null;
  /** Whether the stretch goes on with something that is too large to be held. */
  readonly isContinued: boolean;
  /** The last physical line of the stretch. */
  readonly throughLine: number;
};

/** Something that is there already, with what the file would change of it. */
export type Changed<T extends Item> = {
  readonly item: T;
  readonly id: string;
  readonly changes: readonly FieldChange[];
};

/** What becomes of the items of a batch. */
export type Verdict<T extends Item> = {
  /** Not there yet. */
  readonly fresh: readonly T[];
  readonly changed: readonly Changed<T>[];
  /** There already, exactly so: left alone. */
  readonly known: readonly T[];
  /** There already, but otherwise: put aside. */
  readonly rejections: readonly Rejection[];
};

export const NO_VERDICT: Verdict<never> = { fresh: [], changed: [], known: [], rejections: [] };

/** What a check tells of a line that would be taken. */
export type Foreseen = {
  readonly lineNo: number;
  readonly verdict: 'created' | 'updated';
  readonly changes: readonly FieldChange[];
  readonly raw: string;
};

/** A kind of import: how records become items, and items rows. One is made for each passage over a file. */
export type Kind<T extends Item> = {
  readonly kind: ImportKind;
  /** The business action under which its changes are logged. */
  readonly event: EventName;
  /** Items in one transaction. */
  readonly batchItems: number;
  steps(records: AsyncIterable<FileRecord>): AsyncGenerator<Step<T>>;
  /** Compares items with what the organisation has. Writes nothing. */
  judge(tx: TenantReadTx, importer: Importer, items: readonly T[]): Promise<Verdict<T>>;
  /** Keeps another import of the same kind from judging at the same time, until the transaction ends. */
  hold?(tx: Tx, importer: Importer): Promise<void>;
  write(tx: Tx, importer: Importer, verdict: Verdict<T>): Promise<void>;
  /** What is worth telling of the single lines. */
  foresee?(verdict: Verdict<T>): readonly Foreseen[];
  /** The money an item stands for, minor units. */
  amountOf?(item: T): number;
};

/** Puts one record aside. */
export function aside(record: FileRecord, problem: Problem): Rejection {
  return { lineNo: record.firstLine, problem, raw: record.raw };
}

/** Puts records aside, each for its own problem or for the one they wait for. */
export function reject(
  records: readonly FileRecord[],
  problemOf: (record: FileRecord) => Problem | undefined,
  wait: Problem,
): readonly Rejection[] {
  return records.map((record) => aside(record, problemOf(record) ?? wait));
}

/** Puts all records of an item aside for the same reason. */
export function rejectItem(item: Item, problem: Problem): readonly Rejection[] {
  return item.records.map((record) => aside(record, problem));
}
