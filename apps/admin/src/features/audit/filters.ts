import { AUDIT_SOURCES, isAddress, isAuditRel, isAuditRow } from '@toster/contracts/audit-terms';
import { DOMAINS, EVENT_NAMES, isEventName } from '@toster/contracts/events';
import type { SearchAuditInput } from '@toster/contracts/schemas/audit';
import {
  createLoader,
  createParser,
  type inferParserType,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { parseAsId, RANGE_PARSERS } from '#features/filters/parsers.ts';
import { boundsOf } from '#features/filters/range.ts';

/** A parser that takes exactly what the query's own schema takes. */
function parseAs(takes: (text: string) => boolean) {
  return createParser({
    parse: (text) => (takes(text) ? text : null),
    serialize: (text: string) => text,
  });
}

/** Everything the address says about the audit log. */
export const AUDIT_PARSERS = {
  location: parseAsId,
  q: parseAsString.withDefault(''),
  actor: parseAsId,
  action: parseAsStringLiteral(EVENT_NAMES),
  domain: parseAsStringLiteral(DOMAINS),
  source: parseAsStringLiteral(AUDIT_SOURCES),
  rel: parseAs(isAuditRel),
  row: parseAs(isAuditRow),
  address: parseAs(isAddress),
  reads: parseAsBoolean.withDefault(false),
  ...RANGE_PARSERS,
} as const;
export type AuditFilters = inferParserType<typeof AUDIT_PARSERS>;

/** What is open beside the log: one action. */
export const AUDIT_SHEET_PARSERS = { request: parseAsString } as const;

export const loadAuditFilters = createLoader(AUDIT_PARSERS);
/** Earlier links opened the history of a record beside the log, as `rel:row`. */
export const loadRecordLink = createLoader({ record: parseAsString });

const PAGE_SIZE = 50;

/** The search the filters mean; the same on the server and in the browser. */
export function auditQuery(
  filters: AuditFilters,
  timezone: string,
  locations: readonly { id: string }[],
  now = new Date(),
): Omit<SearchAuditInput, 'cursor'> {
  const text = filters.q.trim().slice(0, 100);
  return {
    limit: PAGE_SIZE,
    withReads: filters.reads,
    ...(filters.location !== null && locations.some((location) => location.id === filters.location)
      ? { locationId: filters.location }
      : {}),
    ...(text === '' ? {} : { text }),
    ...(filters.actor === null ? {} : { actorId: filters.actor }),
    ...(filters.action === null || !isEventName(filters.action) ? {} : { action: filters.action }),
    ...(filters.domain === null ? {} : { domain: filters.domain }),
    ...(filters.source === null ? {} : { source: filters.source }),
    ...(filters.rel === null ? {} : { rel: filters.rel }),
    ...(filters.row === null ? {} : { row: filters.row }),
    ...(filters.address === null ? {} : { address: filters.address }),
    ...boundsOf(filters, timezone, now),
  };
}

/** No filter at all; the establishment stays. */
export const NO_FILTERS = {
  q: '',
  actor: null,
  action: null,
  domain: null,
  source: null,
  rel: null,
  row: null,
  address: null,
  reads: false,
  range: null,
  from: null,
  to: null,
} as const;

/** Whether anything but the establishment narrows the log. */
export function isFiltered(filters: AuditFilters): boolean {
  const { location: _, q, reads: __, ...rest } = filters;
  return q !== '' || Object.values(rest).some((value) => value !== null);
}

/** `rel:row` of a record's history, taken apart; null when it names no record. */
export function recordOf(text: string | null): { rel: string; row: string } | null {
  const cut = text?.indexOf(':') ?? -1;
  if (text === null || cut < 1) return null;
  const rel = text.slice(0, cut);
  const row = text.slice(cut + 1);
  return isAuditRel(rel) && isAuditRow(row) ? { rel, row } : null;
}
