import { defaultShouldDehydrateQuery, QueryClient } from '@tanstack/react-query';
import { isAppError } from '#trpc/error.ts';

/** Query client for server and browser. An answer of the API is final; only a lost connection is tried again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, retry: (count, error) => !isAppError(error) && count < 2 },
      dehydrate: {
        shouldDehydrateQuery: (query) =>
          defaultShouldDehydrateQuery(query) || query.state.status === 'pending',
      },
    },
  });
}
