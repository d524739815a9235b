import 'server-only';
import { createContext } from '@toster/api/context';
import { appRouter } from '@toster/api/root';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { headers } from 'next/headers';
import { cache } from 'react';
import { createQueryClient } from '#trpc/query-client.ts';

/** One query client and one context per request: what a page prefetches is what its client components find. */
export const queryClientOfRequest = cache(createQueryClient);
const contextOfRequest = cache(async () => createContext({ headers: await headers() }));

/** Plain calls in process. */
export const caller = appRouter.createCaller(contextOfRequest);
/** Query keys and options for calls in process, without a round trip through HTTP. */
export const trpc = createTRPCOptionsProxy({ ctx: contextOfRequest, router: appRouter, queryClient: queryClientOfRequest });
