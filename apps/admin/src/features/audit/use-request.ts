'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { AuditEvent, GetAuditRequestOutput } from '@toster/contracts/schemas/audit';
import { useTRPC, useTRPCClient } from '#trpc/client.tsx';
import { pagesOptions } from '#trpc/pages.ts';

/** One action with the rows it changed, a page of rows at a time. Never read again by itself: reading it is recorded. */
export function useRequest(requestId: string | null) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { requestId: requestId ?? '', limit: 50 };
  const query = useInfiniteQuery({
    ...pagesOptions(trpc.audit.request.infiniteQueryKey(input), (page) =>
      client.audit.request.query({ ...input, ...page }),
    ),
    enabled: requestId !== null,
    refetchOnWindowFocus: false,
  });
  const request: GetAuditRequestOutput | undefined = query.data?.pages[0];
  const events: AuditEvent[] = query.data?.pages.flatMap((page) => page.events) ?? [];
  return { query, request, events };
}
