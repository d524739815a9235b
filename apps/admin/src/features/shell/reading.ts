/** What a view knows of a query: what it shows, and how far that can be trusted; nothing of how it is read. */
export type Reading<T> = {
  /** Null until something has been read. */
  readonly data: T | null;
  /** Why the newest attempt failed; beside data it means that the data is old. */
  readonly error: unknown;
  /** The data answers the question before; the newer answer is on its way. */
  readonly stale: boolean;
  /** When the data was read, epoch milliseconds. */
  readonly readAt: number;
  readonly retry: () => void;
};

/** A reading whose list goes on behind what is shown. */
export type PagedReading<T> = Reading<T> & {
  readonly more: { readonly has: boolean; readonly loading: boolean; readonly load: () => void };
};

/** What the query library says of a query, as far as a view needs it. */
type Answer<T> = {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly isPlaceholderData: boolean;
  readonly dataUpdatedAt: number;
  readonly refetch: () => Promise<unknown>;
};
type PagedAnswer = Answer<unknown> & {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
};

/** A query as a view reads it. */
export function readingOf<T>(query: Answer<T>): Reading<T> {
  return {
    data: query.data ?? null,
    error: query.error,
    stale: query.isPlaceholderData,
    readAt: query.dataUpdatedAt,
    retry: () => void query.refetch(),
  };
}

/** A paged query as a view reads it; `data` is its pages put together. */
export function pagedReadingOf<T>(query: PagedAnswer, data: T | null): PagedReading<T> {
  return {
    ...readingOf(query),
    data,
    more: {
      has: query.hasNextPage,
      loading: query.isFetchingNextPage,
      load: () => void query.fetchNextPage(),
    },
  };
}
