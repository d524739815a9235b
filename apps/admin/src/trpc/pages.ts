import { infiniteQueryOptions, type QueryKey } from '@tanstack/react-query';

/**
 * A list read page by page by its cursor. Written out instead of tRPC's own infinite options, which
 * put a `direction` into the input that strict inputs refuse. Server and browser share key and shape.
 */
export function pagesOptions<TPage extends { nextCursor: string | null }>(
  queryKey: QueryKey,
  fetchPage: (page: { cursor?: string }) => Promise<TPage>,
) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam }) => fetchPage(pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: noCursor(),
    getNextPageParam: (page) => page.nextCursor,
  });
}

function noCursor(): string | null {
  return null;
}
