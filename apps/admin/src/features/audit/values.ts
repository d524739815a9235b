import { spansInWords } from '@toster/contracts/hours';
import type { AuditField } from '@toster/contracts/schemas/audit';

/** The words and formats a value may need; the console's catalogue behind a plain interface, so this stays testable. */
export type ValueWords = {
  money: (minor: number) => string;
  dateTime: (iso: string) => string;
  status: (state: string) => string;
  channel: (channel: string) => string;
  role: (role: string) => string;
  place: (id: string) => string | null;
  /** Whom or what else an id means, where the answer says it. */
  name?: (id: string) => string | null;
  method: (name: string) => string;
  allergen: (name: string) => string;
  taxClass: (name: string) => string;
  yes: string;
  no: string;
  onSale: string;
  soldOut: string;
  nothing: string;
  /** A day without opening hours. */
  closed: string;
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;
const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/u;

/** A value too long for the log stands there as its digest. */
const DIGEST = /^sha256:[\w+/=]{44}$/u;
const DIGEST_SHOWN = 19;

/** Fields that say nothing to a person. */
const UNTOLD: ReadonlySet<string> = new Set(['org_id', 'id', 'created_at']);

/** A captured value as a person reads it: money in the organisation's currency, states and roles by name. */
export function formatValue(name: string, value: AuditField['before'], words: ValueWords): string {
  if (value === '' && name.startsWith('hours_')) return words.closed;
  if (value === undefined || value === null || value === '') return words.nothing;
  if (name.endsWith('_minor'))
    return Number.isSafeInteger(Number(value)) ? words.money(Number(value)) : JSON.stringify(value);
  if (typeof value === 'boolean')
    return name === 'available'
      ? value
        ? words.onSale
        : words.soldOut
      : value
        ? words.yes
        : words.no;
  if (Array.isArray(value))
    return value.length === 0
      ? words.nothing
      : value.map((each) => formatValue(name, each, words)).join(', ');
  if (typeof value === 'object') return JSON.stringify(value);
  return formatText(name, String(value), words);
}

function formatText(name: string, text: string, words: ValueWords): string {
  if (name === 'status' || name === 'from_status' || name === 'to_status')
    return words.status(text);
  if (name === 'channel') return words.channel(text);
  if (name === 'role' || name === 'appointment') return words.role(text);
  if (name === 'allergens') return words.allergen(text);
  if (name === 'tax_class') return words.taxClass(text);
  if (name === 'location_id') return words.place(text) ?? `…${text.slice(-8)}`;
  if (name === 'method') return words.method(text);
  if (name.startsWith('hours_')) return spansInWords(text);
  if (UUID.test(text)) return words.name?.(text) ?? `…${text.slice(-8)}`;
  if (DIGEST.test(text)) return `${text.slice(0, DIGEST_SHOWN)}…`;
  if (INSTANT.test(text)) return words.dateTime(text);
  return text;
}

/** `table_label` as words, for what the catalogue has no name for. */
export function humanise(name: string): string {
  const words = name.replaceAll('_', ' ').trim();
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

/** What a diff shows: of a change the changed fields, of a new or removed row everything that says something. */
export function shownFields(fields: readonly AuditField[], op: string): readonly AuditField[] {
  const telling = fields.filter((field) => !UNTOLD.has(field.name));
  if (op === 'update') return telling.filter((field) => field.changed);
  return telling.filter(
    (field) => field.state !== 'plain' || !isEmpty(field.before) || !isEmpty(field.after),
  );
}

function isEmpty(value: AuditField['before']): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  );
}
