import 'server-only';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { headers } from 'next/headers';
import { cache } from 'react';
import { api } from '#server/api.ts';
import { createQueryClient } from '#trpc/query-client.ts';

/** One query client and one context per request: what a page prefetches is what its client components find. */
export const queryClientOfRequest = cache(createQueryClient);
const contextOfRequest = cache(async () => api().createContext({ headers: await headers() }));

/** Query keys and options for calls in process, without a round trip through HTTP. */
export const trpcOfRequest = cache(() =>
  createTRPCOptionsProxy({
    ctx: contextOfRequest,
    router: api().appRouter,
    queryClient: queryClientOfRequest,
  }),
);

/** Plain calls in process. */
export const callerOfRequest = cache(() => api().appRouter.createCaller(contextOfRequest));
