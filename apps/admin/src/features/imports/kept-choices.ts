import { DELIMITERS, ENCODINGS } from '@toster/contracts/imports/framing';
import { IMPORT_FIELDS } from '@toster/contracts/imports/kinds';
import type { Draft } from '#features/imports/draft.ts';
import { CHANNELS } from '#features/orders/filters.ts';

const KEY = 'toster-import';

type Kept = Omit<Draft, 'source' | 'category'>;

/** Keeps what was chosen for a file for this tab, until it is checked: columns by number and words of ours, no free text. */
export function keepChoices(storage: Storage, id: string, draft: Draft | null): void {
  if (draft === null) return storage.removeItem(`${KEY}:${id}`);
  const { source: _source, category: _category, ...kept } = draft;
  storage.setItem(`${KEY}:${id}`, JSON.stringify(kept satisfies Kept));
}

/** What was chosen for a file in this tab before a reload; null for anything this version did not write. */
export function readChoices(
  storage: Storage,
  id: string,
  { kind, source }: Pick<Draft, 'kind' | 'source'>,
): Draft | null {
  const kept = parse(storage.getItem(`${KEY}:${id}`));
  const delimiter = DELIMITERS.find((each) => each === kept['delimiter']);
  const encoding = ENCODINGS.find((each) => each === kept['encoding']);
  const channel = CHANNELS.find((each) => each === kept['channel']);
  const { once, taxClass } = kept;
  if (kept['kind'] !== kind || delimiter === undefined || encoding === undefined) return null;
  if (channel === undefined || typeof once !== 'string' || typeof taxClass !== 'string')
    return null;
  const given = Object(kept['columns']) as Record<string, unknown>;
  const columns = Object.fromEntries(
    IMPORT_FIELDS[kind].flatMap((field) => {
      const column = given[field];
      return Number.isInteger(column) && Number(column) >= 0 ? [[field, Number(column)]] : [];
    }),
  );
  return {
    kind,
    delimiter,
    encoding,
    columns,
    price: kept['price'] === 'unit' ? 'unit' : 'line',
    placedAt: kept['placedAt'] === 'once' ? 'once' : 'column',
    once: /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})?$/.test(once) ? once : '',
    channel,
    source,
    category: '',
    taxClass,
  };
}

function parse(text: string | null): Record<string, unknown> {
  try {
    return Object(JSON.parse(text ?? '')) as Record<string, unknown>;
  } catch {
    return {};
  }
}
