import type { RecordKind, RecordRef } from '@toster/contracts/records/kinds';

/** The address of a record's history, at an instant of it where a capture is named. */
export function historyPath({ kind, id }: RecordRef, at?: string): string {
  return `/history/${kind}/${id}${at === undefined ? '' : `?at=${at}`}`;
}

/** The same for a row as the log names it; the page finds the record it is part of. */
export function rowHistoryPath(rel: string, row: string): string {
  return `/history/${rel}/${encodeURIComponent(row)}`;
}

/** Where a record is worked on; null for those that have no page. `place` is its establishment. */
export function recordPath({ kind, id }: RecordRef, place: string | null): string | null {
  const path = PAGES[kind];
  if (path === undefined) return null;
  const query = new URLSearchParams({
    ...(place === null ? {} : { location: place }),
    [path.query]: id,
  });
  return `${path.page}?${query.toString()}`;
}

const PAGES: Partial<Record<RecordKind, { page: string; query: string }>> = {
  order: { page: '/orders', query: 'order' },
  customer: { page: '/customers', query: 'guest' },
  menu_item: { page: '/menu', query: 'item' },
};

const PAGE_SIZE = 100;

/** The query of a history; the same on the server and in the browser, so what was prefetched is found. */
export function historyQuery({ kind, id }: RecordRef) {
  return { kind, id, limit: PAGE_SIZE } as const;
}
