import { type EventName, isEventName } from '@toster/contracts/events';
import type { AuditActor, AuditField, AuditLine } from '@toster/contracts/schemas/audit';
import { formatValue, humanise, type ValueWords } from '#features/audit/values.ts';

/** The words a sentence needs besides those of its values. */
export type SentenceWords = ValueWords & {
  /** The system itself, acting by a job. */
  system: string;
  /** A colleague whose name is erased or hidden from this role. */
  nameless: string;
  database: (user: string) => string;
  field: (name: string) => string;
  record: (rel: string) => string;
  list: (items: readonly string[]) => string;
};

/** A message of the catalogue (`audit.sentence.<key>`) and everything it may mention. */
export type Sentence = {
  key: EventName | 'unknown';
  values: Record<(typeof SENTENCE_VALUES)[number], string | number>;
};

/** All that a message may mention; every one of them always has a value, so no message can fail. */
export const SENTENCE_VALUES = [
  'who',
  'what',
  'hasPlace',
  'place',
  'before',
  'after',
  'known',
  'direction',
  'count',
  'fields',
  'hasFields',
  'subject',
  'name',
  'action',
] as const;

/** Which field of the record a sentence tells about. */
const TOLD: Partial<Record<EventName, string>> = {
  'menu_item.priced': 'price_minor',
  'menu_item.availability_changed': 'available',
  'order.created': 'total_minor',
  'order.advanced': 'status',
  'order.voided': 'status',
  'order.cancelled': 'status',
  'receipt.reprinted': 'seq',
  'role.granted': 'role',
  'appointment.granted': 'appointment',
};

/** The table whose rows an action counts, and how they came about; every other action counts all its rows. */
const COUNTED: Partial<
  Record<EventName, { readonly rel: string; readonly ops: readonly string[] }>
> = {
  'orders.imported': { rel: 'orders', ops: ['insert'] },
  'menu.imported': { rel: 'menu_item', ops: ['insert', 'update'] },
  'customers.imported': { rel: 'customer', ops: ['insert'] },
};

/**
 * One business action in plain words: "Olena raised Borsch from 145 to 160 ₴ at Podil". Pure: it
 * chooses the message and its values, and never shows a field the reader's role may not see, since
 * such a field has no value here and the message has a form without it.
 */
export function sentenceOf(line: AuditLine, words: SentenceWords): Sentence {
  const key = isEventName(line.action) ? line.action : 'unknown';
  const told =
    key === 'unknown'
      ? undefined
      : line.changes.find((field) => field.name === TOLD[key] && isVisible(field));
  const changed = line.changes
    .filter((field) => field.changed)
    .map((field) => words.field(field.name));
  const label = labelOf(line.rel, line.label, line.rowId, words);
  return {
    key,
    values: {
      who: actorName(line.actor, words),
      what: label,
      hasPlace: line.location ? 'yes' : 'no',
      place: line.location?.name ?? '',
      ...values(told, words),
      direction: directionOf(told),
      count: countOf(line, key),
      fields: words.list(changed),
      hasFields: changed.length > 0 ? 'yes' : 'no',
      subject: label,
      name: told ? formatValue(told.name, told.after, words) : label,
      action: humanise(line.action.replace('.', ' ')),
    },
  };
}

/** The name of who acted. */
export function actorName(
  actor: AuditActor,
  words: Pick<SentenceWords, 'system' | 'nameless' | 'database'>,
): string {
  if (actor.kind === 'system') return words.system;
  if (actor.kind === 'database') return words.database(actor.dbUser ?? '?');
  return actor.firstName ?? words.nameless;
}

/** What a record is called: its label at the time, an order by its number, else its kind and the end of its id. */
export function labelOf(
  rel: string,
  label: string | null,
  rowId: string | null,
  words: Pick<SentenceWords, 'record'>,
): string {
  if (label !== null && label !== '')
    return rel === 'orders' && /^\d+$/u.test(label) ? `#${label}` : label;
  return rowId === null ? words.record(rel) : `${words.record(rel)} …${rowId.slice(-8)}`;
}

function isVisible(field: AuditField): boolean {
  return field.state === 'plain' || field.state === 'disclosed';
}

function values(
  told: AuditField | undefined,
  words: SentenceWords,
): { before: string; after: string; known: 'yes' | 'no' } {
  if (!told) return { before: '', after: '', known: 'no' };
  const after = formatValue(told.name, told.after, words);
  const before = formatValue(told.name, told.before, words);
  return {
    before: told.name.endsWith('_minor') ? withoutRepeatedUnit(before, after) : before,
    after,
    known: 'yes',
  };
}

/** "from 145 to 160 ₴": a currency written after the amount is said once; "$14 to $16" keeps both. */
function withoutRepeatedUnit(before: string, after: string): string {
  const unit = /[\s\u00a0\u202f]*[^\d\s.,\u00a0\u202f-]+$/u.exec(after)?.[0];
  return unit !== undefined && unit !== after && before.endsWith(unit)
    ? before.slice(0, -unit.length)
    : before;
}

function directionOf(told: AuditField | undefined): 'up' | 'down' | 'on' | 'off' | 'none' {
  if (typeof told?.after === 'boolean') return told.after ? 'on' : 'off';
  const [before, after] = [Number(told?.before), Number(told?.after)];
  if (
    !told?.name.endsWith('_minor') ||
    Number.isNaN(before) ||
    Number.isNaN(after) ||
    before === after
  )
    return 'none';
  return after > before ? 'up' : 'down';
}

function countOf(line: AuditLine, key: Sentence['key']): number {
  const counted = key === 'unknown' ? undefined : COUNTED[key];
  if (counted === undefined || line.counts.length === 0) return line.count;
  return line.counts
    .filter(({ rel, op }) => rel === counted.rel && counted.ops.includes(op))
    .reduce((sum, { count }) => sum + count, 0);
}
